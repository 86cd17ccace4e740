package org.postwall.server.wall;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** Digests: of what a request means, and of what an answer holds. */
final class Digest {
    private Digest() {}

    /** Equal for equal fields, whatever the JSON around them looks like. */
    static String of(PostRequest request) {
        PostRequest.User user = request.user();
        PostRequest.Message message = request.message();
        String[] fields = {
            user.userId(), user.firstName(), user.lastName(), user.username(), message.message(), message.timestamp()
        };
        MessageDigest digest = sha256();
        for (String field : fields) {
            // The length in front keeps fields apart; -1 tells an absent one from an empty one.
            byte[] bytes = field == null ? new byte[0] : field.getBytes(StandardCharsets.UTF_8);
            digest.update((field == null ? "-1:" : bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    }

    /** A strong entity tag of a body. */
    static String tag(byte[] body) {
        byte[] digest = Arrays.copyOf(sha256().digest(body), 15);
        return "\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + "\"";
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
