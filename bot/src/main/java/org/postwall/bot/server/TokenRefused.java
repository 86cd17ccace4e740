package org.postwall.bot.server;

/** The server refuses our token: nothing that trying again would change, and no fault of the person's. */
final class TokenRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TokenRefused(int status) {
        super(
                "the server refuses this bot's token (%d): SECRET_KEY must be the same for both".formatted(status),
                null,
                false,
                false);
    }
}
