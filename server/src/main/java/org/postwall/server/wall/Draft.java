package org.postwall.server.wall;

/**
 * A post that has no number yet.
 *
 * @param text what is written, verbatim
 * @param at when, in ISO 8601
 * @param key what makes the post one and the same however often it is sent; null where the client gave none
 * @param hash digest of the whole request, which tells a repetition from another post under the same key; null without
 *     a key
 */
public record Draft(Author author, String text, String at, String key, String hash) {}
