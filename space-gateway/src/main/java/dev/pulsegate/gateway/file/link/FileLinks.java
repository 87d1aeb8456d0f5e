package dev.pulsegate.gateway.file.link;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import dev.pulsegate.platform.id.Uuid7;

/** The URLs workers are given. Costs nothing until they are used: the leave is in the URL alone. */
public final class FileLinks {

    private final String base;
    private final Duration resultLifetime;
    private final SignedUrls signedUrls;
    private final Clock clock;

    /**
     * @param base the address workers reach us by, such as {@code https://pulsegate.example.org}
     * @param resultLifetime how long a result can be read at its URL
     * @param signedUrls what signs them
     */
    public FileLinks(URI base, Duration resultLifetime, SignedUrls signedUrls, Clock clock) {
        var address = base.toString();
        this.base = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        this.resultLifetime = resultLifetime;
        this.signedUrls = signedUrls;
        this.clock = clock;
    }

    /** Where to read a file until then. */
    public URI download(UUID fileId, Instant expiresAt) {
        return URI.create(address(fileId, expiresAt) + "&sig=" + signedUrls.signDownload(fileId, expiresAt));
    }

    /**
     * Where a worker can put one result file, once, while the attempt holds its request.
     *
     * @param attempt the number of the hand-over
     * @param expiresAt until when the upload may begin
     */
    public ResultUpload resultUpload(UUID requestId, int attempt, Instant expiresAt) {
        var grant = new UploadGrant(Uuid7.next(), requestId, attempt, expiresAt);
        var readableUntil = clock.instant().plus(resultLifetime);
        return new ResultUpload(grant.fileId(), upload(grant), download(grant.fileId(), readableUntil));
    }

    private URI upload(UploadGrant grant) {
        return URI.create(address(grant.fileId(), grant.expiresAt())
                + "&request=" + grant.requestId()
                + "&attempt=" + grant.attempt()
                + "&sig=" + signedUrls.signUpload(grant));
    }

    private String address(UUID fileId, Instant expiresAt) {
        return base + "/files/" + fileId + "?expires=" + expiresAt.getEpochSecond();
    }

    /**
     * Where a result file goes.
     *
     * @param fileId the id it will have
     * @param putUrl where to put it
     * @param finalUrl where to read it afterwards
     */
    public record ResultUpload(UUID fileId, URI putUrl, URI finalUrl) {}
}
