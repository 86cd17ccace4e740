package org.postwall.standalone;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.postwall.simulator.Simulator;
import org.postwall.simulator.SimulatorOptions;
import org.postwall.telegram.process.Environment;
import org.postwall.telegram.process.PortInUse;
import org.postwall.telegram.process.StartRefused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All of Postwall in this JVM: stores, simulator, server and bot, started in this order and stopped in the opposite. */
final class House {
    private static final Logger LOG = LoggerFactory.getLogger(House.class);

    private final Vertx vertx;
    private final HouseSettings settings;
    /** Settings that running parts have answered: addresses and ports; and what was made up for them. */
    private final Map<String, String> answers = new HashMap<>();
    /** For the bots only: the server learns from them what it has to know. */
    private final Map<String, String> botTokens = new HashMap<>();

    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final Map<String, String> invitations = new LinkedHashMap<>();
    private final Deque<Supplier<Future<Void>>> stops = new ArrayDeque<>();

    private House(Vertx vertx, HouseSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    static Future<Ready> start(Vertx vertx, Environment environment) {
        House house = new House(vertx, HouseSettings.from(environment));
        return vertx.executeBlocking(house::openStores)
                .compose(opened -> house.startSimulator())
                .compose(started -> house.startServer())
                .compose(started -> house.startBot())
                .map(started ->
                        new Ready(house.addresses, house.settings.server().drain(), house::stop))
                .recover(failure -> house.stop().transform(stopped -> Future.failedFuture(failure)));
    }

    private Void openStores() throws IOException {
        refuseTakenPorts();
        if (settings.mongo() || settings.redis()) {
            openData();
        }
        if (settings.keyless()) {
            answers.put("SECRET_KEY", KeptKey.of(settings.dataDir()));
        }
        return null;
    }

    private void openData() throws IOException {
        DataDir data = DataDir.take(settings.dataDir());
        closeAtStop(data);
        if (settings.mongo()) {
            EmbeddedMongo mongo = EmbeddedMongo.open(data.mongo());
            closeAtStop(mongo);
            answers.putAll(mongo.settings());
        }
        if (settings.redis()) {
            EmbeddedRedis.open(data.redis()).ifPresent(redis -> {
                closeAtStop(redis);
                answers.putAll(redis.settings());
            });
        }
    }

    private Future<Void> startSimulator() {
        if (!settings.simulator()) {
            return Future.succeededFuture();
        }
        int port = settings.simulatorPort();
        return PortInUse.explain(Simulator.start(vertx, settings.simulatorOptions()), port, "SIMULATOR_PORT")
                .compose(simulator -> {
                    stops.push(simulator::stop);
                    Map<String, String> reachable =
                            Parts.simulatorAddresses(SimulatorOptions.LOOPBACK, simulator.port());
                    addresses.putAll(reachable);
                    answers.put("TELEGRAM_API_URL", reachable.get("Bot API"));
                    answers.put("WALL_CHAT_URL", reachable.get("Chat page"));
                    Demo demo = Demo.of(settings.environment().with(answers));
                    botTokens.putAll(demo.botSettings());
                    answers.putAll(demo.serverSettings());
                    invitations.putAll(demo.invitations());
                    return SimulatedBot.addAll(simulator, demo.tokens());
                })
                .compose(simulator -> Acquaintances.attach(vertx, simulator, settings.dataDir()))
                .map(people -> {
                    stops.push(people::close);
                    return null;
                });
    }

    private Future<Void> startServer() {
        org.postwall.server.Settings server =
                org.postwall.server.Settings.from(settings.environment().with(answers));
        return org.postwall.server.App.start(vertx, server).map(app -> {
            stops.push(app::stop);
            addresses.putAll(Parts.serverAddresses(server.bind(), app.port()));
            answers.put("SERVER_HOST", Parts.address(server.bind(), app.port()));
            return null;
        });
    }

    private Future<Void> startBot() {
        org.postwall.bot.Settings bot = org.postwall.bot.Settings.from(
                settings.environment().with(answers).with(botTokens));
        return org.postwall.bot.App.start(vertx, bot).map(app -> {
            stops.push(app::stop);
            addresses.putAll(Parts.botAddresses(bot, app));
            addresses.putAll(invitations);
            return null;
        });
    }

    /** Says of all ports at once that they are taken, before anything is opened or changed. */
    private void refuseTakenPorts() throws IOException {
        org.postwall.server.Settings server = settings.server();
        List<String> taken = new ArrayList<>();
        noteTaken(taken, server.bind(), server.port(), "SERVER_PORT");
        if (settings.simulator()) {
            noteTaken(taken, SimulatorOptions.LOOPBACK, settings.simulatorPort(), "SIMULATOR_PORT");
        }
        if (!taken.isEmpty()) {
            throw new StartRefused(String.join("\n", taken));
        }
    }

    private static void noteTaken(List<String> taken, String host, int port, String setting) throws IOException {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            LOG.debug("{} {} is free", setting, probe.getLocalPort());
        } catch (java.net.BindException e) {
            taken.add(new PortInUse(port, setting, e).getMessage());
        }
    }

    private void closeAtStop(AutoCloseable part) {
        stops.push(() -> vertx.executeBlocking(() -> {
            part.close();
            return null;
        }));
    }

    /** Closes one part after the other, also when one of them doesn't close cleanly. */
    private Future<Void> stop() {
        if (stops.isEmpty()) {
            return Future.succeededFuture();
        }
        return stops.pop().get().transform(stopped -> {
            if (stopped.failed()) {
                LOG.warn("a part did not stop cleanly", stopped.cause());
            }
            return stop();
        });
    }
}
