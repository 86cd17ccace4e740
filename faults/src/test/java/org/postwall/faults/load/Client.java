package org.postwall.faults.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * A client of one thread, with one connection at a time. The only thing it does unasked is what RFC 9112, 9.3.1 allows
 * every client: a GET that meets a kept connection being closed is repeated once on a fresh one; that is counted.
 */
public final class Client implements AutoCloseable {
    private final InetSocketAddress to;
    private final Duration limit;
    private final LongAdder repeated;
    private Connection connection;

    /** {@code limit} is the longest silence; {@code repeated} counts the GETs that were repeated. */
    public Client(InetSocketAddress to, Duration limit, LongAdder repeated) {
        this.to = to;
        this.limit = limit;
        this.repeated = repeated;
    }

    public Client(InetSocketAddress to) {
        this(to, Duration.ofSeconds(40), new LongAdder());
    }

    public Answer get(String path) throws IOException {
        return ask("GET", path, Map.of(), "");
    }

    public Answer ask(String method, String path, Map<String, String> headers, String body) throws IOException {
        boolean old = connection != null && connection.open() && connection.used();
        try {
            return once(method, path, headers, body);
        } catch (Connection.Unanswered e) {
            if (!old || !method.equals("GET")) {
                throw e;
            }
            repeated.increment();
            return once(method, path, headers, body);
        }
    }

    private Answer once(String method, String path, Map<String, String> headers, String body) throws IOException {
        if (connection == null || !connection.open()) {
            close();
            connection = new Connection(to, limit);
        }
        return connection.ask(method, path, headers, body);
    }

    @Override
    public void close() throws IOException {
        if (connection != null) {
            connection.close();
        }
    }
}
