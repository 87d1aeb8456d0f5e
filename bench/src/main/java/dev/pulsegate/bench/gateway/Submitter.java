package dev.pulsegate.bench.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** One kept-alive HTTP/1.1 connection that submits requests, one at a time. */
final class Submitter implements AutoCloseable {

    private static final String END_OF_HEADERS = "\r\n\r\n";
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int STATUS_FROM = 9;
    private static final int STATUS_TO = 12;
    private static final Pattern LENGTH = Pattern.compile("content-length: (\\d+)", Pattern.CASE_INSENSITIVE);

    private final Socket socket;
    private final InputStream in;
    private final String head;
    private final byte[] buffer = new byte[BUFFER_BYTES];

    private Submitter(Socket socket, String head) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.head = head;
    }

    record Answer(int status, String body) {}

    /**
     * Connects.
     *
     * @param waiting whether the server is to answer at the request's end, and not when it is accepted
     */
    static Submitter connect(Site site, boolean waiting) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), site.port());
        socket.setTcpNoDelay(true);
        var head = "POST /api/spaces/" + site.spaceId() + "/requests HTTP/1.1\r\nHost: 127.0.0.1:" + site.port()
                + "\r\nAuthorization: Bearer " + site.token() + "\r\nContent-Type: application/json\r\n"
                + (waiting ? "Prefer: wait=30\r\n" : "") + "Content-Length: ";
        return new Submitter(socket, head);
    }

    /** Submits the request of a number and waits for the answer. */
    Answer submit(long number) throws IOException {
        var body = String.format(Locale.ROOT, "{\"prompt\":\"%d\"}", number);
        socket.getOutputStream()
                .write((head + body.length() + END_OF_HEADERS + body).getBytes(StandardCharsets.ISO_8859_1));
        int there = 0;
        var text = "";
        int headers = -1;
        while (headers < 0) {
            there = more(there);
            text = new String(buffer, 0, there, StandardCharsets.ISO_8859_1);
            headers = text.indexOf(END_OF_HEADERS);
        }
        var length = LENGTH.matcher(text);
        if (!length.find()) {
            throw new IOException("an answer of unknown length: " + text);
        }
        int from = headers + END_OF_HEADERS.length();
        int to = from + Integer.parseInt(length.group(1));
        while (there < to) {
            there = more(there);
        }
        return new Answer(
                Integer.parseInt(text, STATUS_FROM, STATUS_TO, 10),
                new String(buffer, from, to - from, StandardCharsets.UTF_8));
    }

    private int more(int there) throws IOException {
        int read = in.read(buffer, there, buffer.length - there);
        if (read <= 0) {
            throw new IOException("the server closed the connection, or its answer is too long");
        }
        return there + read;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
