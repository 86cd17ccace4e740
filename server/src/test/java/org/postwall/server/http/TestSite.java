package org.postwall.server.http;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.postwall.server.http.RawClient.Answer;

/** A few routes on a free port, with everything that stands around routes. */
public final class TestSite implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final Site site;
    private final int port;

    public TestSite(Cors cors, Endpoint... endpoints) {
        site = new Site(vertx, new RouteTable(List.of(endpoints)), cors);
        port = site.listen("127.0.0.1", 0)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join()
                .actualPort();
    }

    public int port() {
        return port;
    }

    /** Sends a request without a body. */
    public Answer ask(String method, String path, String... headers) throws IOException {
        String head = method + " " + path + " HTTP/1.1\r\nHost: wall\r\n";
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return RawClient.once(port, head + more + "\r\n");
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
