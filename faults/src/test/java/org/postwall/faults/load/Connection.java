package org.postwall.faults.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One kept-alive HTTP/1.1 connection that hides nothing. Other clients repeat requests on their own, which is just what
 * has to be counted here.
 */
public final class Connection implements AutoCloseable {
    /** The connection ended before the first byte of an answer. */
    public static final class Unanswered extends IOException {
        private static final long serialVersionUID = 1;

        Unanswered(Throwable cause) {
            super("closed without an answer", cause);
        }
    }

    private final Socket socket;
    private final InputStream in;
    private final String host;
    private boolean open = true;
    private boolean used;

    public Connection(InetSocketAddress to, Duration limit) throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) limit.toMillis());
        socket.connect(to, (int) limit.toMillis());
        in = new BufferedInputStream(socket.getInputStream(), 1 << 13);
        host = to.getHostString() + ":" + to.getPort();
    }

    /** Whether it may be asked again. */
    boolean open() {
        return open;
    }

    /** Whether it has answered before, so that the other side may have closed it meanwhile. */
    boolean used() {
        return used;
    }

    public Answer ask(String method, String path, Map<String, String> headers, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (!method.equals("GET")) {
            head.append("Content-Length: ").append(bytes.length).append("\r\n");
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.append("\r\n").toString().getBytes(UTF_8));
        request.writeBytes(bytes);

        open = false;
        String status = sendAndAwait(request.toByteArray());
        if (!status.startsWith("HTTP/1.1 ")) {
            throw new ProtocolException("no HTTP, but: " + status);
        }
        Map<String, String> answered = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            answered.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int code = Integer.parseInt(status.substring(9, 12));
        Answer answer = new Answer(code, answered, new String(body(code, answered), UTF_8));
        open = !answer.header("connection").equalsIgnoreCase("close");
        used = true;
        return answer;
    }

    private String sendAndAwait(byte[] request) throws IOException {
        try {
            socket.getOutputStream().write(request);
            in.mark(1);
            if (in.read() >= 0) {
                in.reset();
                return line();
            }
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            throw new Unanswered(e);
        }
        throw new Unanswered(null);
    }

    private byte[] body(int status, Map<String, String> headers) throws IOException {
        if (status == 204 || status == 304) {
            return new byte[0];
        }
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return chunks();
        }
        return headers.containsKey("content-length")
                ? exactly(Integer.parseInt(headers.get("content-length")))
                : in.readAllBytes();
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            whole.writeBytes(exactly(size));
            line();
        }
        line();
        return whole.toByteArray();
    }

    private byte[] exactly(int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException("cut after " + bytes.length + " of " + size + " bytes");
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("cut within a line");
            }
            line.write(b);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        open = false;
        socket.close();
    }
}
