package org.postwall.server.wall;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The digest of what a request means: equal for equal fields, whatever the JSON around them looks like. */
final class Digest {
    private Digest() {}

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

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
