package org.postwall.faults.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One container of the composed system, and all that can happen to it. */
public final class Container {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Docker docker;
    private final String id;

    Container(Docker docker, String id) {
        this.docker = docker;
        this.id = id;
    }

    public String id() {
        return id;
    }

    /** {@code docker kill}: dies at once and stays dead, since docker takes it for a wish. */
    public void kill() {
        docker("kill", id);
    }

    /** {@code kill -9} from outside, as the kernel would do it: dies at once, the restart policy brings it back. */
    public void murder() {
        String image = inspect("{{.Image}}");
        String pid = inspect("{{.State.Pid}}");
        docker(
                "run",
                "--rm",
                "--pid=host",
                "--user=0",
                "--network=none",
                "--entrypoint=sh",
                image,
                "-c",
                "kill -9 " + pid);
    }

    public void stop() {
        docker("stop", id);
    }

    public void start() {
        docker("start", id);
    }

    public void restart() {
        docker("restart", id);
    }

    public void pause() {
        docker("pause", id);
    }

    public void unpause() {
        docker("unpause", id);
    }

    /** Runs a command inside; its output if it worked. */
    public String exec(String... command) {
        return tryExec(command).orFail().strip();
    }

    /** Runs a command inside that may fail. */
    public Docker.Result tryExec(String... command) {
        List<String> arguments = new ArrayList<>(List.of("exec", id));
        arguments.addAll(List.of(command));
        return docker.run(LIMIT, arguments.toArray(String[]::new));
    }

    /** Everything it wrote, both streams. */
    public String logs() {
        Docker.Result logs = docker.run(LIMIT, "logs", id);
        return logs.orFail() + logs.err();
    }

    /** The last lines it wrote. */
    public String lastLogs(int lines) {
        return docker("logs", "--tail", "" + lines, id);
    }

    /** A field of {@code docker inspect}, by Go template. */
    public String inspect(String template) {
        return docker("inspect", "--format", template, id);
    }

    /** Its address in one of the networks of the system. */
    public String address(String network) {
        return inspect("{{range $name, $n := .NetworkSettings.Networks}}{{if eq $name \"" + network
                + "\"}}{{$n.IPAddress}}{{end}}{{end}}");
    }

    public boolean running() {
        return inspect("{{.State.Running}}").equals("true");
    }

    public boolean healthy() {
        return inspect("{{.State.Running}} {{with .State.Health}}{{.Status}}{{end}}")
                .equals("true healthy");
    }

    /** How often the restart policy brought it back. */
    public int restarts() {
        return Integer.parseInt(inspect("{{.RestartCount}}"));
    }

    public boolean outOfMemory() {
        return inspect("{{.State.OOMKilled}}").equals("true");
    }

    private String docker(String... arguments) {
        return docker.run(LIMIT, arguments).orFail().strip();
    }

    @Override
    public String toString() {
        return inspect("{{.Name}}").substring(1);
    }
}
