package org.postwall.simulator;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/**
 * How a simulator is to run.
 *
 * @param bind the address it listens on. Whoever reaches it may speak as any person and any bot
 * @param port the port; 0: any free one
 * @param wallUrl where the wall page is, for a link on the chat page
 * @param clock what it takes for now
 */
public record SimulatorOptions(String bind, int port, Optional<URI> wallUrl, Clock clock) {
    /** The address that only this machine reaches. */
    public static final String LOOPBACK = "127.0.0.1";

    /** Listens on loopback. */
    public static SimulatorOptions on(int port) {
        return new SimulatorOptions(LOOPBACK, port, Optional.empty(), Clock.systemUTC());
    }

    public SimulatorOptions bind(String address) {
        return new SimulatorOptions(address, port, wallUrl, clock);
    }

    public SimulatorOptions wallUrl(URI url) {
        return new SimulatorOptions(bind, port, Optional.of(url), clock);
    }

    public SimulatorOptions clock(Clock newClock) {
        return new SimulatorOptions(bind, port, wallUrl, newClock);
    }
}
