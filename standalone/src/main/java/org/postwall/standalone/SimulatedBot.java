package org.postwall.standalone;

import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.postwall.server.security.Secret;
import org.postwall.simulator.Simulator;
import org.postwall.telegram.BotToken;
import org.postwall.telegram.process.Environment;

/** A bot of Postwall as the simulator has it: its names there, and the setting that holds its token. */
enum SimulatedBot {
    WALL("wall_bot", "Wall", "BOT_TOKEN", 2),
    MASTER("master_bot", "Master", "MASTER_BOT_TOKEN", 3),
    SERVANT("servant_bot", "Servant", "SERVANT_BOT_TOKEN", 4);

    private static final long BILLION = 1_000_000_000;
    /** 35 characters in base 64, as in Telegram's tokens. */
    private static final int SECRET_BYTES = 26;

    private final String username;
    private final String firstName;
    private final String setting;
    /** What the numbers made up for it begin with, so that no two bots share one. */
    private final int billions;

    SimulatedBot(String username, String firstName, String setting, int billions) {
        this.username = username;
        this.firstName = firstName;
        this.setting = setting;
        this.billions = billions;
    }

    /** The setting from which the bot's own process learns its token. */
    String setting() {
        return setting;
    }

    /** As the chat page calls it. */
    String mention() {
        return "@" + username;
    }

    /** Whether a bot of this user name is one of Postwall's. */
    static boolean isOne(String username) {
        return Arrays.stream(values()).anyMatch(bot -> bot.username.equals(username));
    }

    /** The bot's token in a simulator of one's own: the same for the same key, so that a restart has the same bots. */
    String token(Secret key) {
        ByteBuffer bytes = ByteBuffer.wrap(key.derive("simulated " + username));
        long id = billions * BILLION + Integer.toUnsignedLong(bytes.getInt()) % BILLION;
        byte[] secret = new byte[SECRET_BYTES];
        bytes.get(secret);
        return id + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** The tokens that an environment gives, checked; bots without one are left out. */
    static Map<SimulatedBot, String> tokens(Environment environment) {
        Map<SimulatedBot, String> tokens = new EnumMap<>(SimulatedBot.class);
        for (SimulatedBot bot : values()) {
            environment.find(bot.setting).ifPresent(token -> {
                if (BotToken.isToken(token)) {
                    tokens.put(bot, token);
                } else {
                    environment.complain(bot.setting, "does not look like a bot token (123456789:AAE…)");
                }
            });
        }
        return tokens;
    }

    /** Makes the bots of these tokens: a person finds somebody to write to before any of them has polled. */
    static Future<Simulator> addAll(Simulator simulator, Map<SimulatedBot, String> tokens) {
        return Future.all(Arrays.stream(values())
                        .filter(tokens::containsKey)
                        .map(bot -> simulator.addBot(bot.username, bot.firstName, Optional.of(tokens.get(bot))))
                        .toList())
                .map(simulator);
    }
}
