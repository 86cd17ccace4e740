package org.postwall.standalone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import org.postwall.server.security.Secret;
import org.postwall.telegram.process.StartRefused;

/**
 * The {@code SECRET_KEY} of a {@code ./run} that was given none: random, made once, in a file that its owner alone can
 * read. So what it encrypts and whom it names by pseudonyms is known again after a restart, and the database holds no key.
 */
final class KeptKey {
    private static final String FILE = "secret_key";
    private static final int BYTES = 32;

    private KeptKey() {}

    /** The key kept in a folder, made now if there is none. Blocks: start-up only. */
    static String of(Path dir) {
        Path file = dir.resolve(FILE);
        try {
            Files.createDirectories(dir);
            if (!Files.exists(file)) {
                make(file);
            }
            String key = Files.readString(file).strip();
            if (key.getBytes(StandardCharsets.UTF_8).length >= Secret.LEAST_BYTES) {
                return key;
            }
        } catch (IOException e) {
            throw new StartRefused("No key can be kept in %s: %s. Set DATA_DIR to another folder, or SECRET_KEY."
                    .formatted(file, e.getMessage()));
        }
        throw new StartRefused(
                "%s holds no key of at least %d bytes. Removed, a new one is made; what the old one guarded stays closed."
                        .formatted(file, Secret.LEAST_BYTES));
    }

    /** Whole or not at all, and never in place of one that another process has just made. */
    private static void make(Path file) throws IOException {
        // Readable by its owner only from the first moment on, where the file system knows owners.
        Path fresh = Files.createTempFile(file.getParent(), FILE, ".new");
        try {
            write(fresh, random());
            try {
                Files.createLink(file, fresh);
            } catch (FileAlreadyExistsException e) {
                // Then that one holds for both.
            } catch (IOException | UnsupportedOperationException e) {
                // No links here; two first starts at the same moment are left to the lock on the folder.
                Files.move(fresh, file);
            }
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void write(Path file, String key) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap((key + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
