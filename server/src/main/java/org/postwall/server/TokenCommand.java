package org.postwall.server;

import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postwall.server.security.Secret;
import org.postwall.server.security.Tokens;
import org.postwall.telegram.process.Daemon;
import org.postwall.telegram.process.Environment;
import org.postwall.telegram.process.WrongSettings;

/**
 * The command {@code token SCOPE... [--days=30] [--subject=NAME]}: prints a bearer token signed with SECRET_KEY.
 *
 * <p>It is part of the server, so that wherever one runs, tokens for it can be made.
 */
public final class TokenCommand {
    /** {@code EX_USAGE} of sysexits.h: the command was used incorrectly. */
    public static final int WRONG_USE = 64;

    private static final List<String> SCOPES = List.of("wall", "moderate", "broadcast");
    private static final int MOST_DAYS = 3650;

    private final Set<String> scopes = new LinkedHashSet<>();
    private int days = 30;
    private String subject = "operator";

    private TokenCommand() {}

    /** Words that the command was given and can't make sense of; the message is for who typed them. */
    static final class WrongUse extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongUse(String message) {
            super(message);
        }
    }

    /**
     * Prints the token, and nothing else, to {@code out}, or to {@code err} why there is none.
     *
     * @param usage what is said after a word that means nothing
     * @return the exit code of the process: 0, {@link #WRONG_USE} or {@link Daemon#WRONG_SETTINGS}
     */
    public static int print(
            List<String> words, Map<String, String> environment, String usage, PrintStream out, PrintStream err) {
        try {
            out.println(token(words, environment, Clock.systemUTC()));
            return 0;
        } catch (WrongUse e) {
            err.println(e.getMessage() + "\n\n" + usage);
            return WRONG_USE;
        } catch (WrongSettings e) {
            err.println(e.getMessage());
            return Daemon.WRONG_SETTINGS;
        }
    }

    /** The token; fails with {@link WrongUse} or {@link WrongSettings}. */
    static String token(List<String> words, Map<String, String> environment, Clock clock) {
        TokenCommand command = new TokenCommand();
        words.forEach(command::read);
        if (command.scopes.isEmpty()) {
            throw new WrongUse("A token needs at least one scope: " + String.join(", ", SCOPES));
        }
        Secret secret = secret(environment);
        Vertx vertx = Vertx.vertx();
        try {
            return new Tokens(vertx, secret, clock)
                    .issue(command.subject, command.scopes, Duration.ofDays(command.days));
        } finally {
            vertx.close();
        }
    }

    private void read(String word) {
        if (word.startsWith("--days=")) {
            days = days(word.substring("--days=".length()));
        } else if (word.startsWith("--subject=") && word.length() > "--subject=".length()) {
            subject = word.substring("--subject=".length());
        } else if (SCOPES.contains(word)) {
            scopes.add(word);
        } else if (word.startsWith("-")) {
            throw new WrongUse("Unknown option '%s'; there are --days=N and --subject=NAME".formatted(word));
        } else {
            throw new WrongUse("Unknown scope '%s'; there are %s".formatted(word, String.join(", ", SCOPES)));
        }
    }

    private static int days(String text) {
        if (text.matches("\\d{1,4}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MOST_DAYS) {
            return Integer.parseInt(text);
        }
        throw new WrongUse("--days takes a whole number from 1 to %d, not '%s'".formatted(MOST_DAYS, text));
    }

    private static Secret secret(Map<String, String> environment) {
        Environment settings = new Environment(environment);
        String text =
                settings.required("SECRET_KEY", "it signs tokens (at least %d bytes)".formatted(Secret.LEAST_BYTES));
        if (!text.isEmpty() && text.getBytes(StandardCharsets.UTF_8).length < Secret.LEAST_BYTES) {
            settings.complain("SECRET_KEY", "must have at least %d bytes".formatted(Secret.LEAST_BYTES));
        }
        settings.check();
        return new Secret(text);
    }
}
