package org.postwall.server.wall;

/**
 * The body of {@code POST /api/v1/messages}, checked.
 *
 * @param user who wrote it
 * @param message what was written
 */
record PostRequest(User user, Message message) {
    /** {@code lastName} and {@code username} are null where absent or empty. */
    record User(String userId, String firstName, String lastName, String username) {}

    /** {@code timestamp} is null where absent. */
    record Message(String message, String timestamp) {}
}
