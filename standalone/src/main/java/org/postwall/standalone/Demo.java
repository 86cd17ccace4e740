package org.postwall.standalone;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.postwall.server.security.Secret;
import org.postwall.telegram.process.Environment;

/**
 * What {@code ./run} makes up where Telegram is the simulator: the three bots, and the tokens by which a person becomes a
 * master or a follower. What the environment says itself is left as it is.
 *
 * @param tokens the bots' tokens
 * @param serverSettings what the server has to be told besides
 * @param invitations what the terminal shows, by name
 */
record Demo(Map<SimulatedBot, String> tokens, Map<String, String> serverSettings, Map<String, String> invitations) {

    /** @param environment with the {@code SECRET_KEY} that the bots' tokens follow from */
    static Demo of(Environment environment) {
        Secret key = new Secret(environment.find("SECRET_KEY").orElseThrow());
        Map<SimulatedBot, String> tokens = new EnumMap<>(SimulatedBot.class);
        for (SimulatedBot bot : SimulatedBot.values()) {
            tokens.put(bot, environment.find(bot.setting()).orElseGet(() -> bot.token(key)));
        }
        Map<String, String> settings = new LinkedHashMap<>();
        Map<String, String> invitations = new LinkedHashMap<>();
        for (Invitation invitation : Invitation.values()) {
            boolean own = environment.find(invitation.setting).isPresent();
            if (!own) {
                settings.put(invitation.setting, invitation.token);
            }
            // A token of their own is nothing to be printed.
            invitations.put(
                    invitation.bot,
                    "%s on the chat page: %s %s"
                            .formatted(
                                    invitation.to.mention(),
                                    invitation.command,
                                    own ? "and your " + invitation.setting : invitation.token));
        }
        return new Demo(tokens, settings, invitations);
    }

    /** What the bots have to be told. */
    Map<String, String> botSettings() {
        return tokens.entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().setting(), Map.Entry::getValue));
    }

    private enum Invitation {
        MASTER("Master bot", SimulatedBot.MASTER, "/register", "MASTER_TOKEN", "master-demo"),
        FOLLOWER("Servant bot", SimulatedBot.SERVANT, "/follow", "SERVANT_REG_TOKEN", "follow-demo");

        private final String bot;
        private final SimulatedBot to;
        private final String command;
        private final String setting;
        private final String token;

        Invitation(String bot, SimulatedBot to, String command, String setting, String token) {
            this.bot = bot;
            this.to = to;
            this.command = command;
            this.setting = setting;
            this.token = token;
        }
    }
}
