package org.postwall.server.wall;

/**
 * A document of the collection {@code posts}.
 *
 * <p>{@code text} holds the text verbatim, since people read and search it there. Absent fields are null here.
 *
 * @param id the number, {@code _id}
 * @param key unique where present
 * @param gone the number once more where this is a void: a unique sparse index lists the voids
 */
record PostDocument(long id, String key, String hash, AuthorDocument author, String text, String at, Long gone) {
    static PostDocument empty(long id, String key, String hash) {
        return new PostDocument(id, key, hash, null, null, null, id);
    }

    /** Whether a post can be made of it, or a void. */
    boolean readable() {
        return gone != null
                || (author != null && author.id != null && author.firstName != null && text != null && at != null);
    }

    /** The author inside a document, named as the Bot API names a user. */
    record AuthorDocument(String id, String firstName, String lastName, String username) {}
}
