package org.postwall.standalone;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.postwall.simulator.Simulator;
import org.postwall.telegram.process.Environment;
import org.postwall.telegram.process.PortInUse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of Postwall as processes of their own: {@code ./run server}, {@code bot} and {@code simulator}. */
final class Parts {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    private Parts() {}

    static Future<Ready> server(Vertx vertx, Environment environment) {
        org.postwall.server.Settings settings = org.postwall.server.Settings.from(environment);
        return org.postwall.server.App.start(vertx, settings)
                .map(app -> new Ready(serverAddresses(settings.bind(), app.port()), app.drain(), app::stop));
    }

    static Future<Ready> bot(Vertx vertx, Environment environment) {
        org.postwall.bot.Settings settings = org.postwall.bot.Settings.from(environment);
        return org.postwall.bot.App.start(vertx, settings)
                .map(app -> new Ready(botAddresses(settings, app), Duration.ZERO, app::stop));
    }

    static Future<Ready> simulator(Vertx vertx, Environment environment) {
        SimulatorSettings settings = SimulatorSettings.from(environment);
        if (!settings.onLoopback()) {
            LOG.warn(
                    "SIMULATOR_BIND={}: whoever reaches this address may speak as any person and any bot",
                    settings.bind());
        }
        Future<Simulator> started = Simulator.start(vertx, settings.options());
        return PortInUse.explain(started, settings.port(), "SIMULATOR_PORT")
                .compose(simulator -> SimulatedBot.addAll(simulator, settings.tokens()))
                .map(simulator -> new Ready(
                        simulatorAddresses(settings.bind(), simulator.port()), Duration.ZERO, simulator::stop));
    }

    static Map<String, String> serverAddresses(String bind, int port) {
        String address = address(bind, port);
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("Wall", address + "/");
        addresses.put("API", address + "/api/v1/messages");
        addresses.put("API docs", address + "/docs");
        addresses.put("Outbox", address + "/admin");
        return addresses;
    }

    static Map<String, String> botAddresses(org.postwall.bot.Settings settings, org.postwall.bot.App app) {
        return settings.health()
                .map(at -> Map.of(
                        "Bot's health", address(at.bind(), app.healthPort().orElseThrow()) + "/health/ready"))
                .orElseGet(Map::of);
    }

    static Map<String, String> simulatorAddresses(String bind, int port) {
        String address = address(bind, port);
        Map<String, String> addresses = new LinkedHashMap<>();
        addresses.put("Chat page", address + "/");
        addresses.put("Bot API", address);
        return addresses;
    }

    /** Where this machine reaches what listens there: what listens on all addresses listens on loopback, too. */
    static String address(String bind, int port) {
        String host = bind.equals("0.0.0.0") || bind.equals("::") ? "127.0.0.1" : bind;
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
