package org.postwall.faults.system;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The images of one run, built once from the sources as they are and removed at its end. */
public final class Images implements AutoCloseable {
    static final String OVERLAY = "../faults/src/test/compose/images";

    private final Docker docker;
    private final String run = Long.toHexString(System.nanoTime());
    private boolean built;

    public Images(Path root) {
        docker = new Docker(root, Map.of());
    }

    String run() {
        return run;
    }

    void build(Deployment any) {
        if (!built) {
            any.build();
            built = true;
        }
    }

    @Override
    public void close() {
        for (String part : new String[] {"server", "bot", "simulator"}) {
            docker.run(Duration.ofMinutes(1), "image", "rm", "postwall-faults-" + part + ":" + run);
        }
    }
}
