package org.postwall.standalone;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.postwall.simulator.SimulatorOptions;
import org.postwall.telegram.process.Environment;
import org.postwall.telegram.process.WrongSettings;

/**
 * What {@code ./run} makes of the environment: which parts are embedded, and what the others are told.
 *
 * @param environment as it was given, with the defaults of {@code ./run}
 * @param dataDir where embedded stores keep their files
 * @param simulatorPort port of the simulator; 0: any free one
 * @param mongo whether MongoDB is embedded
 * @param redis whether Redis is embedded
 * @param simulator whether Telegram is the simulator
 */
record HouseSettings(
        Environment environment, Path dataDir, int simulatorPort, boolean mongo, boolean redis, boolean simulator) {

    /** Reads and checks everything, the server's and the bot's settings too, and complains of all at once. */
    static HouseSettings from(Environment environment) {
        HouseSettings settings = new HouseSettings(
                withDefaults(environment),
                Path.of(environment.text("DATA_DIR", "data")).toAbsolutePath(),
                environment.port("SIMULATOR_PORT", SimulatorSettings.USUAL_PORT),
                absent(environment, "MONGO_URI") && absent(environment, "MONGO_DB_HOST"),
                absent(environment, "REDIS_HOST"),
                absent(environment, "BOT_TOKEN") && absent(environment, "TELEGRAM_API_URL"));
        List<String> complaints = new ArrayList<>();
        note(complaints, environment, Environment::check);
        note(complaints, settings.assumed(), org.postwall.server.Settings::from);
        note(complaints, settings.assumed(), org.postwall.bot.Settings::from);
        if (!complaints.isEmpty()) {
            throw new WrongSettings(complaints.stream().distinct().toList());
        }
        return settings;
    }

    /** Whether the key that signs and encrypts has to be made here. */
    boolean keyless() {
        return absent(environment, "SECRET_KEY");
    }

    /** The server's settings as far as they are known before anything runs. */
    org.postwall.server.Settings server() {
        return org.postwall.server.Settings.from(assumed());
    }

    /** The simulator's options; its page links to the wall where that address is known before the start. */
    SimulatorOptions simulatorOptions() {
        org.postwall.server.Settings server = server();
        SimulatorOptions options = SimulatorOptions.on(simulatorPort);
        return server.port() == 0
                ? options
                : options.wallUrl(URI.create(Parts.address(server.bind(), server.port()) + "/"));
    }

    /** Anyone may post where only this machine can: a first try needs no token. */
    private static Environment withDefaults(Environment given) {
        String bind = given.text("SERVER_BIND", "localhost");
        boolean loopback = bind.equals("localhost") || bind.equals("::1") || bind.startsWith("127.");
        return loopback && absent(given, "API_ACCESS") ? given.with(Map.of("API_ACCESS", "open")) : given;
    }

    /** With values in place of those that only running parts can tell: all others are checked before anything starts. */
    private Environment assumed() {
        Map<String, String> result = new HashMap<>();
        result.put("SERVER_HOST", "localhost");
        if (mongo) {
            result.put("MONGO_DB_HOST", "localhost");
        }
        if (simulator) {
            result.put(SimulatedBot.WALL.setting(), "1:" + "x".repeat(35));
        }
        return environment.with(result);
    }

    private static boolean absent(Environment environment, String name) {
        return environment.find(name).isEmpty();
    }

    private static void note(List<String> complaints, Environment environment, Consumer<Environment> check) {
        try {
            check.accept(environment);
        } catch (WrongSettings e) {
            complaints.addAll(e.complaints());
        }
    }
}
