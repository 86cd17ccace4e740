package org.postwall.server.broadcast;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A word that lets people in, kept as its SHA-256 and never printed. */
public final class RegistrationToken {
    private final byte[] digest;

    public RegistrationToken(String text) {
        digest = digest(text);
    }

    /** Takes the same time whatever {@code guess} shares with the token, its length included. */
    boolean matches(String guess) {
        return MessageDigest.isEqual(digest, digest(guess));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "RegistrationToken[hidden]";
    }
}
