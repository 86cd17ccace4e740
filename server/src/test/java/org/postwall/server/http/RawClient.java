package org.postwall.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** A client that sends exactly the bytes it is given, as no polite HTTP library would. */
public final class RawClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Socket socket;
    private final InputStream in;

    public RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        in = socket.getInputStream();
    }

    /**
     * What came back.
     *
     * @param head status line and headers, as sent
     * @param body as many bytes as Content-Length says
     */
    public record Answer(String head, String body) {
        public int status() {
            return Integer.parseInt(head.split(" ", 3)[1]);
        }

        /** The value of a header, or an empty text. */
        public String header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    /** One request on a connection of its own. */
    public static Answer once(int port, String request) throws IOException {
        try (RawClient client = new RawClient(port)) {
            client.send(request);
            return client.answer();
        }
    }

    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Tells the server that nothing more will come. */
    public void finish() throws IOException {
        socket.shutdownOutput();
    }

    /** The next answer; fails where the connection ends before its head does. */
    public Answer answer() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed after: " + head.toString(StandardCharsets.ISO_8859_1));
            }
            head.write(next);
        }
        Answer answer = new Answer(head.toString(StandardCharsets.ISO_8859_1), "");
        String length = answer.header("Content-Length");
        byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
        return new Answer(answer.head(), new String(body, StandardCharsets.UTF_8));
    }

    /** Everything until the server ends the connection. */
    public byte[] rest() throws IOException {
        return in.readAllBytes();
    }

    /** Whether the server ends the connection within the patience of this client. */
    public boolean isClosed() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true; // A reset ends a connection too.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
