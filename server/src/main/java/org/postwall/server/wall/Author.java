package org.postwall.server.wall;

/**
 * Who wrote a post, as told by the one who posted it.
 *
 * @param id the author's id elsewhere, such as a Telegram user id
 * @param lastName null where there is none
 * @param username null where there is none
 */
public record Author(String id, String firstName, String lastName, String username) {
    /** First and last name, as shown on the wall. */
    public String name() {
        return lastName == null ? firstName : firstName + " " + lastName;
    }
}
