/**
 * Broadcasting: masters send messages, followers get them, and nobody learns who a master is.
 *
 * <p>Routes: everything below {@code /api/v1/broadcast}. Collections: {@code broadcast_messages} (a document per number;
 * some numbers have none), {@code broadcast_counters}, {@code broadcast_users}, {@code broadcast_masters} and {@code
 * broadcast_attempts} (pseudonyms only), and {@code broadcast_keys} where no {@code SECRET_KEY} is set.
 * What is sent to whom is the business of whoever stands behind {@link org.postwall.server.broadcast.Announcements} and
 * {@link org.postwall.server.broadcast.Deliveries}.
 */
package org.postwall.server.broadcast;
