package org.postwall.telegram.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FreePortTest {
    private static final int FIRST_OF_OUTGOING_CONNECTIONS = 32_768;
    private static final int MANY = 200;

    private final List<ServerSocket> taken = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (ServerSocket socket : taken) {
            socket.close();
        }
    }

    @Test
    void no_outgoing_connection_will_take_it() {
        assertThat(FreePort.find()).isLessThan(FIRST_OF_OUTGOING_CONNECTIONS);
    }

    @Test
    void what_is_taken_already_is_not_found_again() throws IOException {
        for (int i = 0; i < MANY; i++) {
            taken.add(new ServerSocket(FreePort.find(), 1, InetAddress.getLoopbackAddress()));
        }
        assertThat(taken.stream().map(ServerSocket::getLocalPort)).doesNotHaveDuplicates();
    }
}
