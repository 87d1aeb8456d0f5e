package dev.pulsegate.gateway.file.link;

import java.net.URI;
import java.time.Instant;
import java.util.UUID;

/** The URLs workers are given. */
public final class FileLinks {

    private final String base;
    private final SignedUrls signedUrls;

    /**
     * Makes URLs below an address.
     *
     * @param base the address workers reach us by, such as {@code https://pulsegate.example.org}
     * @param signedUrls what signs them
     */
    public FileLinks(URI base, SignedUrls signedUrls) {
        var address = base.toString();
        this.base = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        this.signedUrls = signedUrls;
    }

    /** Where to read a file until then. */
    public URI download(UUID fileId, Instant expiresAt) {
        return URI.create(address(fileId, expiresAt) + "&sig=" + signedUrls.signDownload(fileId, expiresAt));
    }

    /** Where to put a result file, once. */
    public URI upload(UploadGrant grant) {
        return URI.create(address(grant.fileId(), grant.expiresAt())
                + "&request=" + grant.requestId()
                + "&attempt=" + grant.attempt()
                + "&sig=" + signedUrls.signUpload(grant));
    }

    private String address(UUID fileId, Instant expiresAt) {
        return base + "/files/" + fileId + "?expires=" + expiresAt.getEpochSecond();
    }
}
