package org.postwall.server.security;

/** Who may write to the wall: setting {@code API_ACCESS}. */
public enum Access {
    /** Callers with a bearer token of the right scope. */
    TOKEN,
    /** Anyone who reaches the server. Deleting still needs a token. */
    OPEN
}
