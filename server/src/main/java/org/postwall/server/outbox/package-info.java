/**
 * The outbox, the second engine: it carries one message to many chats through many bots, under Telegram's limits, with a
 * row per recipient. Features are only producers of it.
 *
 * <p>Routes: {@code /api/v1/outbox}. Collections: {@code deliveries}, {@code outbox_sources}, {@code outbox_leases}. Each bot
 * has one owner at a time among all servers; a {@link org.postwall.server.outbox.Shift} runs there. docs/OUTBOX.md says what is
 * promised and how a producer is written.
 */
package org.postwall.server.outbox;
