package org.postwall.standalone;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.postwall.telegram.process.Daemon;

/**
 * A running Postwall, or a part of it.
 *
 * @param addresses what a person can open or a program can call, by name, in the order of interest
 * @param drain how long stopping goes on as before, so that others can turn away
 * @param end stops it: what is on its way is answered first
 */
record Ready(Map<String, String> addresses, Duration drain, Supplier<Future<Void>> end) implements Daemon.Running {

    /** Tells the terminal where everything is; scripts wait for the last line. */
    void announce() {
        addresses.forEach((name, address) -> System.out.printf("%-16s%s%n", name, address));
        System.out.println("Postwall is ready.");
    }

    @Override
    public Future<Void> stop() {
        return end.get();
    }
}
