package org.postwall.simulator;

import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/**
 * How a simulator is to run.
 *
 * @param port the port on 127.0.0.1; 0: any free one
 * @param wallUrl where the wall page is, for a link on the chat page
 * @param clock what it takes for now
 */
public record SimulatorOptions(int port, Optional<URI> wallUrl, Clock clock) {
    public static SimulatorOptions on(int port) {
        return new SimulatorOptions(port, Optional.empty(), Clock.systemUTC());
    }

    public SimulatorOptions wallUrl(URI url) {
        return new SimulatorOptions(port, Optional.of(url), clock);
    }

    public SimulatorOptions clock(Clock newClock) {
        return new SimulatorOptions(port, wallUrl, newClock);
    }
}
