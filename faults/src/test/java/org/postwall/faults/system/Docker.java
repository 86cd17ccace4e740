package org.postwall.faults.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Docker's command line, run from the root of the repository with some environment added. */
public final class Docker {
    /** What a command said and how it ended. */
    public record Result(List<String> command, int status, String out, String err) {
        /** The output of a command that worked; a failure with its words otherwise. */
        public String orFail() {
            if (status != 0) {
                throw new IllegalStateException(
                        String.join(" ", command) + " ended with " + status + ":\n" + err + out);
            }
            return out;
        }
    }

    private final Path root;
    private final Map<String, String> environment;

    public Docker(Path root, Map<String, String> environment) {
        this.root = root;
        this.environment = environment;
    }

    /** The words of a trouble if there is no engine or no compose here; empty if all is well. */
    public static String missing() {
        try {
            Docker docker = new Docker(Path.of("."), Map.of());
            Result engine = docker.run(Duration.ofSeconds(30), "version", "--format", "{{.Server.Version}}");
            Result compose = docker.run(Duration.ofSeconds(30), "compose", "version");
            return engine.status == 0 && compose.status == 0 ? "" : engine.err + compose.err;
        } catch (UncheckedIOException e) {
            return "no docker command: " + e.getMessage();
        }
    }

    public Result run(Duration limit, String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return command(limit, command);
    }

    /** Runs one of the repository's own scripts, named from its root. */
    public Result script(Duration limit, String script, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(root.resolve(script).toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        return command(limit, command);
    }

    private Result command(Duration limit, List<String> command) {
        try {
            return run(limit, command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: " + String.join(" ", command), e);
        }
    }

    private Result run(Duration limit, List<String> command) throws IOException, InterruptedException {
        // Files, not pipes: nobody has to read along, and a child that outlives the command can't hold it up.
        Path out = Files.createTempFile("docker", ".out");
        Path err = Files.createTempFile("docker", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(root.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            String late = ended ? "" : "\nkilled after " + limit.toSeconds() + " s\n";
            return new Result(
                    command, ended ? process.exitValue() : -1, Files.readString(out), Files.readString(err) + late);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
