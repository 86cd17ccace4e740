/**
 * The outbox, the second engine: it carries one message to many chats through many bots, under Telegram's limits, with a
 * row per recipient. Features are only producers of it.
 *
 * <p>Collection {@code deliveries}. Each bot has one owner at a time among all servers; a {@link
 * org.postwall.server.outbox.Dispatcher} runs there.
 */
package org.postwall.server.outbox;
