package org.postwall.standalone;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.LinkedHashMap;
import java.util.Map;
import org.postwall.simulator.Simulator;
import org.postwall.simulator.SimulatorOptions;
import org.postwall.telegram.process.Environment;
import org.postwall.telegram.process.PortInUse;

/** The parts of Postwall as processes of their own: {@code ./run server}, {@code bot} and {@code simulator}. */
final class Parts {
    static final int SIMULATOR_PORT = 8081;

    private Parts() {}

    static Future<Ready> server(Vertx vertx, Environment environment) {
        org.postwall.server.Settings settings = org.postwall.server.Settings.from(environment);
        return org.postwall.server.App.start(vertx, settings)
                .map(app -> new Ready(serverAddresses(settings.bind(), app.port()), app::stop));
    }

    static Future<Ready> bot(Vertx vertx, Environment environment) {
        org.postwall.bot.Settings settings = org.postwall.bot.Settings.from(environment);
        return org.postwall.bot.App.start(vertx, settings).map(app -> new Ready(Map.of(), app::stop));
    }

    static Future<Ready> simulator(Vertx vertx, Environment environment) {
        int port = environment.port("SIMULATOR_PORT", SIMULATOR_PORT);
        environment.check();
        return PortInUse.explain(Simulator.start(vertx, SimulatorOptions.on(port)), port, "SIMULATOR_PORT")
                .map(simulator -> new Ready(simulatorAddresses(simulator.port()), simulator::stop));
    }

    static Map<String, String> serverAddresses(String bind, int port) {
        String address = serverAddress(bind, port);
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("Wall", address + "/");
        addresses.put("API", address + "/api/v1/messages");
        addresses.put("API docs", address + "/docs");
        return addresses;
    }

    static Map<String, String> simulatorAddresses(int port) {
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("Chat page", "http://127.0.0.1:" + port + "/");
        addresses.put("Bot API", "http://127.0.0.1:" + port);
        return addresses;
    }

    /** Where this machine reaches the server: one that listens on all addresses listens on loopback, too. */
    static String serverAddress(String bind, int port) {
        String host = bind.equals("0.0.0.0") || bind.equals("::") ? "127.0.0.1" : bind;
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
