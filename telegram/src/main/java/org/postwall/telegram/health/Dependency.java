package org.postwall.telegram.health;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;

/**
 * Something outside that a process works with.
 *
 * @param name in the answer of {@code /health/ready}
 * @param needed whether the process can't do its work without it
 * @param check fails, or never ends, where it is away
 * @param details what is said of it besides up and down; everybody may read it
 */
public record Dependency(String name, boolean needed, Supplier<Future<Void>> check, Supplier<JsonObject> details) {

    /** One that there is nothing more to say of. */
    public Dependency(String name, boolean needed, Supplier<Future<Void>> check) {
        this(name, needed, check, JsonObject::new);
    }
}
