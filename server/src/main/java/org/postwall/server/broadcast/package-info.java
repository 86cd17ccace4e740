/**
 * Broadcasting: masters send messages, followers get them, and nobody learns who a master is.
 *
 * <p>Routes: everything below {@code /api/v1/broadcast}. Collections: {@code broadcast_messages} (a document per number) and
 * {@code broadcast_counters}; {@code broadcast_users}, and {@code broadcast_returns} of those who catch up; {@code
 * broadcast_masters} and {@code broadcast_attempts} (pseudonyms only); {@code broadcast_files}, {@code broadcast_chunks} and
 * {@code broadcast_file_ids}; {@code broadcast_bots} (a sealed token), and {@code broadcast_keys} where no {@code SECRET_KEY}
 * is set. Who sends stands behind {@link org.postwall.server.broadcast.Dispatch} and {@link
 * org.postwall.server.broadcast.Mailbox}.
 */
package org.postwall.server.broadcast;
