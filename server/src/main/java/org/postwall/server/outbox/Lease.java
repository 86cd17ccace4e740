package org.postwall.server.outbox;

/**
 * Who may send for a bot.
 *
 * @param owner the process that has it
 * @param fence raised with every change of the owner; what is written under a lower one is of the past
 * @param beat raised by its owner as long as he lives
 */
record Lease(String owner, long fence, long beat) {
    /** Of a bot that nobody has owned yet. */
    static final Lease NOBODY = new Lease("", 0, 0);
}
