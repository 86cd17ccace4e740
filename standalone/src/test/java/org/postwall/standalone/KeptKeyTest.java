package org.postwall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwall.telegram.process.StartRefused;

@DisplayNameGeneration(ReplaceUnderscores.class)
class KeptKeyTest {
    @TempDir
    Path dir;

    @Test
    void it_is_long_enough_and_the_same_the_next_time() {
        String key = KeptKey.of(dir);
        assertThat(key.getBytes(StandardCharsets.UTF_8)).hasSizeGreaterThanOrEqualTo(32);
        assertThat(KeptKey.of(dir)).isEqualTo(key);
    }

    @Test
    void another_folder_has_another_key() {
        assertThat(KeptKey.of(dir.resolve("one"))).isNotEqualTo(KeptKey.of(dir.resolve("other")));
    }

    @Test
    void only_its_owner_can_read_it_and_nothing_else_is_left() throws IOException {
        KeptKey.of(dir);
        try (Stream<Path> files = Files.list(dir)) {
            List<Path> all = files.toList();
            assertThat(all).containsExactly(dir.resolve("secret_key"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(all.get(0))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void starts_at_the_same_moment_agree_on_one_key() throws Exception {
        ExecutorService starts = Executors.newFixedThreadPool(8);
        try {
            Callable<String> start = () -> KeptKey.of(dir);
            List<Future<String>> keys =
                    starts.invokeAll(Stream.generate(() -> start).limit(64).toList());
            String kept = KeptKey.of(dir);
            for (Future<String> key : keys) {
                assertThat(key.get()).isEqualTo(kept);
            }
        } finally {
            starts.shutdown();
        }
    }

    @Test
    void a_file_without_a_usable_key_refuses_the_start_and_is_left_alone() throws IOException {
        Path file = Files.writeString(dir.resolve("secret_key"), "short");
        assertThatThrownBy(() -> KeptKey.of(dir))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("short");
        assertThat(file).hasContent("short");
    }

    @Test
    void a_folder_that_cannot_be_made_refuses_the_start_and_names_the_settings() throws IOException {
        Path file = Files.writeString(dir.resolve("no folder"), "");
        assertThatThrownBy(() -> KeptKey.of(file))
                .isInstanceOf(StartRefused.class)
                .hasMessageContainingAll(file.toString(), "DATA_DIR", "SECRET_KEY");
    }
}
