package org.postwall.telegram.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PortInUseTest {
    @Test
    void a_taken_port_is_named_with_the_setting_that_moves_it() throws IOException {
        Vertx vertx = Vertx.vertx();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            Throwable failure = failure(PortInUse.explain(listen(vertx, port, "127.0.0.1"), port, "SERVER_PORT"));
            assertThat(failure).isInstanceOf(PortInUse.class).hasMessageContaining("SERVER_PORT");
            assertThat(failure).hasMessageContaining("Port " + port);
        } finally {
            vertx.close();
        }
    }

    @Test
    void an_address_of_another_machine_is_not_called_a_port_in_use() {
        Vertx vertx = Vertx.vertx();
        try {
            assertThat(failure(PortInUse.explain(listen(vertx, 0, "192.0.2.1"), 0, "SERVER_PORT")))
                    .isNotInstanceOf(PortInUse.class);
        } finally {
            vertx.close();
        }
    }

    @Test
    void success_is_left_alone() {
        assertThat(PortInUse.explain(Future.succeededFuture(7), 1, "SERVER_PORT")
                        .result())
                .isEqualTo(7);
    }

    private static Future<NetServer> listen(Vertx vertx, int port, String host) {
        return vertx.createNetServer().connectHandler(socket -> {}).listen(port, host);
    }

    private static Throwable failure(Future<?> future) {
        return future.transform(result -> Future.succeededFuture(result.cause()))
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
