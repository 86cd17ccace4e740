package org.postwall.standalone;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code postwall.jar} running as a process of its own, as a user starts it, on free ports. */
final class Jar implements AutoCloseable {
    private static final Path FILE = Path.of("target", "postwall.jar").toAbsolutePath();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();

    private Jar(Process process) {
        this.process = process;
        collect(process.inputReader(StandardCharsets.UTF_8), output);
        collect(process.errorReader(StandardCharsets.UTF_8), errors);
    }

    /** Starts it and returns at once; {@code settings} are all the environment it gets, besides free ports. */
    static Jar start(Map<String, String> settings, String... arguments) throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(java, "-Xmx512m", "-jar", FILE.toString()), Stream.of(arguments))
                        .toList());
        builder.environment().clear();
        builder.environment().put("SERVER_PORT", "0");
        builder.environment().put("SIMULATOR_PORT", "0");
        builder.environment().putAll(settings);
        return new Jar(builder.start());
    }

    Jar ready() {
        await().atMost(Duration.ofSeconds(60))
                .failFast(this::mustBeAlive)
                .until(() -> output.contains("Postwall is ready."));
        return this;
    }

    private void mustBeAlive() {
        if (!process.isAlive()) {
            throw new AssertionError("it ended: " + output + errors);
        }
    }

    /** What it printed as the address of this name. */
    String address(String name) {
        return output.stream()
                .filter(line -> line.startsWith(name + "  "))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no address '" + name + "' in " + output));
    }

    HttpResponse<String> get(String address) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String address, String json, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> delete(String address, String bearer) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Authorization", "Bearer " + bearer)
                        .DELETE()
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Any method; without a body where {@code json} is empty. */
    HttpResponse<String> request(String method, String address, String json, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        json.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(json));
        if (!json.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM, then the exit code. */
    int terminate() {
        process.destroy();
        return exitCode();
    }

    /** SIGKILL: nothing is flushed, nothing is said. */
    void kill() {
        process.destroyForcibly();
        exitCode();
    }

    int exitCode() {
        return process.onExit().orTimeout(30, TimeUnit.SECONDS).join().exitValue();
    }

    String output() {
        return String.join("\n", output);
    }

    String errors() {
        return String.join("\n", errors);
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            terminate();
        }
    }

    private static void collect(BufferedReader from, List<String> lines) {
        Thread reader = new Thread(() -> from.lines().forEach(lines::add), "jar-output");
        reader.setDaemon(true);
        reader.start();
    }
}
