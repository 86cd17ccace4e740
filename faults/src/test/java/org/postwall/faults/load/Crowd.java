package org.postwall.faults.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Many connections that hardly do anything: idle ones, and ones that send a byte now and then. */
public final class Crowd implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String SLOW_HEAD = "GET / HTTP/1.1\r\nHost: wall\r\nX-Slow: ";
    private static final String SLOW_BODY =
            "POST /api/v1/messages HTTP/1.1\r\nHost: wall\r\nContent-Type: application/json\r\nContent-Length: 50000\r\n\r\n";

    private final List<Connection> idle = new ArrayList<>();
    private final List<Socket> slow = new ArrayList<>();
    private final InetSocketAddress to;
    private Thread trickle;

    public Crowd(InetSocketAddress to) {
        this.to = to;
    }

    /** Opens connections, asks once on each and keeps them. */
    public void idle(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Connection connection = new Connection(to, LIMIT);
            idle.add(connection);
            Answer answer = connection.ask("GET", "/api/v1/messages?range=1", Map.of(), "");
            if (answer.status() != 200) {
                throw new IOException("the " + i + "th was answered " + answer.status());
            }
        }
    }

    /** Opens connections that from now on send one byte every half second; those cut off come back. */
    public void slow(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            slow.add(begin(i));
        }
        trickle = new Thread(this::trickle, "trickle");
        trickle.setDaemon(true);
        trickle.start();
    }

    /** How many of the idle ones can still be asked. */
    public long alive() {
        long alive = 0;
        for (Connection connection : idle) {
            try {
                alive += connection
                                        .ask("GET", "/api/v1/messages?range=1", Map.of(), "")
                                        .status()
                                == 200
                        ? 1
                        : 0;
            } catch (IOException e) {
                // Closed meanwhile: not alive.
            }
        }
        return alive;
    }

    private Socket begin(int i) throws IOException {
        Socket socket = new Socket();
        socket.connect(to, (int) LIMIT.toMillis());
        socket.getOutputStream().write((i % 2 == 0 ? SLOW_HEAD : SLOW_BODY).getBytes(US_ASCII));
        return socket;
    }

    private void trickle() {
        try {
            while (true) {
                for (int i = 0; i < slow.size(); i++) {
                    sendOneByte(i);
                }
                Thread.sleep(500);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendOneByte(int i) {
        try {
            slow.get(i).getOutputStream().write('x');
        } catch (IOException e) {
            try {
                slow.get(i).close();
                slow.set(i, begin(i));
            } catch (IOException refused) {
                // Tries again with the next byte.
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (trickle != null) {
            trickle.interrupt();
        }
        for (Connection connection : idle) {
            connection.close();
        }
        for (Socket socket : slow) {
            socket.close();
        }
    }
}
