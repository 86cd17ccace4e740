package org.postwall.standalone;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import org.postwall.simulator.SimulatorOptions;
import org.postwall.telegram.process.Environment;

/**
 * All settings of a simulator that is a process of its own, checked.
 *
 * @param bind address to listen on
 * @param port port to listen on; 0: any free one
 * @param tokens the bots that are there from the start, and their tokens; others may come by themselves
 * @param wallUrl where the wall page is, for a link on the chat page
 */
record SimulatorSettings(String bind, int port, Map<SimulatedBot, String> tokens, Optional<URI> wallUrl) {
    static final int USUAL_PORT = 8081;

    /** Reads every setting and throws if any is wrong. */
    static SimulatorSettings from(Environment environment) {
        SimulatorSettings settings = new SimulatorSettings(
                environment.text("SIMULATOR_BIND", SimulatorOptions.LOOPBACK),
                environment.port("SIMULATOR_PORT", USUAL_PORT),
                SimulatedBot.tokens(environment),
                environment.address("WALL_URL"));
        environment.check();
        return settings;
    }

    SimulatorOptions options() {
        SimulatorOptions options = SimulatorOptions.on(port).bind(bind);
        return wallUrl.map(url -> options.wallUrl(URI.create(url + "/"))).orElse(options);
    }

    /** Whether only this machine can reach the simulator. */
    boolean onLoopback() {
        try {
            return InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "SimulatorSettings[%s:%d]".formatted(bind, port);
    }
}
