package org.postwall.server.wall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** {@code docker/backup} and {@code docker/restore}, run on the database {@code one}, and the lines of their files. */
record BackupScripts(RealStores stores) {
    /** What a script said, on both outputs, and how it ended. */
    record Ended(int code, String words) {}

    Ended backup(Path file) throws Exception {
        return script("../docker/backup", file.toString());
    }

    /** Its first half, while somebody else does this, in the words of the shell, just before that step. */
    Ended backupWhile(Path file, String step, String change) throws Exception {
        return script(
                "bash",
                "-c",
                "docker exec -e HOME=/tmp -e MONGO_DB_NAME $CONTAINER mongosh --nodb --norc --quiet"
                        + " --eval \"$(cat ../docker/mongo/{house,backup}.js | sed \"s/^$2/$3; &/\")\" | gzip >\"$1\"",
                "-",
                file.toString(),
                step,
                change);
    }

    Ended restore(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("../docker/restore"));
        command.addAll(List.of(arguments));
        return script(command.toArray(String[]::new));
    }

    /** The second half of it only: as if the file had been whole when it was looked at. */
    Ended restoreUnseen(Path file) throws Exception {
        return restoreUntil("nothing", file);
    }

    /** As {@link #restoreUnseen}; it ends with code 3 before this step. */
    Ended restoreUntil(String step, Path file) throws Exception {
        return script(
                "bash",
                "-c",
                "gzip -dc \"$1\" | docker exec -i -e HOME=/tmp -e REPLACE=yes -e MONGO_DB_NAME $CONTAINER mongosh"
                        + " --nodb --norc --quiet --eval \"$(cat ../docker/mongo/{house,restore}.js | sed \"s/^  $2/quit(3);/\")\"",
                "-",
                file.toString(),
                step);
    }

    private Ended script(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("CONTAINER", stores.mongoContainer());
        builder.environment().put("MONGO_DB_NAME", "one");
        Process process = builder.start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), words);
    }

    static Consumer<Ended> refused(String why) {
        return ended -> {
            assertThat(ended.code()).as(ended.words()).isEqualTo(1);
            assertThat(ended.words()).contains(why);
        };
    }

    static Consumer<Ended> done(String... words) {
        return ended -> {
            assertThat(ended.code()).as(ended.words()).isZero();
            assertThat(ended.words()).contains(words);
        };
    }

    static List<String> lines(Path file) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).endsWith("\n");
            return List.of(text.substring(0, text.length() - 1).split("\n", -1));
        }
    }

    static void write(Path file, List<String> lines) throws IOException {
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (String line : lines) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
