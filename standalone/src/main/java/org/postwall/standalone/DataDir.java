package org.postwall.standalone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.postwall.telegram.process.StartRefused;

/** The folder of the embedded stores, held by one process at a time. */
final class DataDir implements AutoCloseable {
    private final Path path;
    private final FileChannel lock;

    private DataDir(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Takes the folder, or refuses the start if another process holds it. */
    static DataDir take(Path path) throws IOException {
        Files.createDirectories(path);
        FileChannel file = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = file.tryLock();
        if (lock == null) {
            file.close();
            throw new StartRefused(
                    "Another Postwall uses %s. Stop it, or set DATA_DIR to another folder.".formatted(path));
        }
        return new DataDir(path, file);
    }

    Path mongo() {
        return path.resolve("mongo");
    }

    Path redis() {
        return path.resolve("redis");
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
