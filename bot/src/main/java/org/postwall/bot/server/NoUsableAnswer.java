package org.postwall.bot.server;

/** The server gave no answer, or none that tells whether it did its work. The only failure that a retry may mend. */
final class NoUsableAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoUsableAnswer(String why) {
        super(why, null, false, false);
    }
}
