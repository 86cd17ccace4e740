package org.postwall.telegram.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a program that must be told one before it starts: nothing listens on it now.
 *
 * <p>The system's own free ports (port 0) won't do: once given back, one of them may at any moment become the near end of
 * somebody's outgoing connection, and then the program can't have it. Those below the range for such connections (RFC 6056,
 * 3.2; Linux begins at 32768) are taken by nobody who doesn't ask for them.
 */
public final class FreePort {
    private static final int FIRST = 20_000;
    private static final int END = 32_000;
    private static final int MOST_ATTEMPTS = 100;

    private FreePort() {}

    /** One that is free on all addresses of this machine. */
    public static int find() {
        IOException why = null;
        for (int i = 0; i < MOST_ATTEMPTS; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            try (ServerSocket listener = new ServerSocket(port)) {
                return listener.getLocalPort();
            } catch (IOException e) {
                why = e;
            }
        }
        throw new UncheckedIOException("no free port between " + FIRST + " and " + END, why);
    }
}
