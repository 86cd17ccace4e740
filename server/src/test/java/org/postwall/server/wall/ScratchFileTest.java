package org.postwall.server.wall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.postwall.server.RunningServer.await;

import io.netty.buffer.ByteBuf;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ScratchFileTest {
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void what_was_written_is_read_wherever_it_stands() throws Exception {
        ScratchFile file = ScratchFile.in(directory, vertx);
        await(file.write(1000, bytes("later")));
        await(file.write(3, bytes("first")));
        assertThat(read(file, 1000, 5)).isEqualTo("later");
        assertThat(read(file, 4, 3)).isEqualTo("irs");
        await(file.close());
    }

    @Test
    void nothing_is_left_in_the_directory_even_while_it_is_in_use() throws Exception {
        ScratchFile file = ScratchFile.in(directory, vertx);
        await(file.write(0, bytes("text")));
        assertThat(directory).isEmptyDirectory();
        assertThat(read(file, 0, 4)).isEqualTo("text");
        await(file.close());
    }

    @Test
    void reading_beyond_the_end_fails() throws Exception {
        ScratchFile file = ScratchFile.in(directory, vertx);
        await(file.write(0, bytes("text")));
        assertThatThrownBy(() -> await(file.read(2, 3))).hasMessageContaining("ends before 5");
        await(file.close());
    }

    @Test
    void a_closed_file_neither_reads_nor_writes() throws Exception {
        ScratchFile file = ScratchFile.in(directory, vertx);
        await(file.close());
        assertThat(file.write(0, bytes("text")).failed()).isTrue();
        assertThat(file.read(0, 1).failed()).isTrue();
    }

    @Test
    void a_directory_that_is_not_there_is_an_error() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> ScratchFile.in(file, vertx)).isInstanceOf(IOException.class);
    }

    private static String read(ScratchFile file, long position, int length) {
        ByteBuf bytes = await(file.read(position, length));
        String text = bytes.toString(StandardCharsets.UTF_8);
        assertThat(bytes.release()).isTrue();
        return text;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
