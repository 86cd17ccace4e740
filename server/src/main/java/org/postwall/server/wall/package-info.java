/**
 * The wall: an append-only log of numbered posts, paged newest first.
 *
 * <p>Routes: {@code POST /api/v1/message(s)}, {@code GET /api/v1/messages}, {@code GET} and {@code DELETE
 * /api/v1/messages/{id}}, {@code GET /api/v1/messages/stream}. Collections: {@code posts} (a document per number: a post
 * or a void) and {@code counters} (the document {@code wall}). Redis is a cache that may vanish at any moment.
 *
 * <p>Everything here runs on one event loop, so nothing locks; a bigger wall has more processes.
 */
package org.postwall.server.wall;
