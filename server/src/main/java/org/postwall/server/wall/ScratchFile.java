package org.postwall.server.wall;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;

/**
 * One file in a directory of this server, read and written by worker threads.
 *
 * <p>It loses its name as soon as it is open (that is how a Unix deletes on close): no end of the process leaves
 * anything behind.
 */
final class ScratchFile implements Scratch {
    /** Few: each of them keeps memory of its own for what it reads. */
    private static final int THREADS = 2;

    private final WorkerExecutor workers;
    private final FileChannel file;

    private ScratchFile(WorkerExecutor workers, FileChannel file) {
        this.workers = workers;
        this.file = file;
    }

    /** Makes a file; blocks as briefly as that takes. */
    static ScratchFile in(Path directory, Vertx vertx) throws IOException {
        Path path = Files.createTempFile(directory, "postwall-", ".segments");
        FileChannel file = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        return new ScratchFile(vertx.createSharedWorkerExecutor("wall-disk", THREADS), file);
    }

    @Override
    public Future<Void> write(long position, byte[] bytes) {
        return work(() -> {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                file.write(rest, position + rest.position());
            }
            return null;
        });
    }

    @Override
    public Future<ByteBuf> read(long position, int length) {
        return work(() -> bytes(position, length));
    }

    private <T> Future<T> work(Callable<T> work) {
        try {
            return workers.executeBlocking(work, false);
        } catch (RejectedExecutionException e) {
            return Future.failedFuture(new ClosedChannelException());
        }
    }

    private ByteBuf bytes(long position, int length) throws IOException {
        // Outside the heap, where the kernel takes them from without a copy on their way to a client.
        ByteBuf bytes = PooledByteBufAllocator.DEFAULT.directBuffer(length, length);
        try {
            while (bytes.isWritable()) {
                int read = bytes.writeBytes(file, position + bytes.writerIndex(), bytes.writableBytes());
                if (read < 0) {
                    throw new EOFException("the file ends before " + (position + length));
                }
            }
            return bytes.retain();
        } finally {
            bytes.release();
        }
    }

    /** Gives the space back to the disk. */
    Future<Void> close() {
        return workers.close().eventually(() -> {
            try {
                file.close();
                return Future.succeededFuture();
            } catch (IOException e) {
                return Future.failedFuture(e);
            }
        });
    }
}
