package org.postwall.server.health;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * Something outside that the server works with.
 *
 * @param name in the answer of {@code /health/ready}
 * @param needed whether the server can't do its work without it
 * @param check fails, or never ends, where it is away
 */
public record Dependency(String name, boolean needed, Supplier<Future<Void>> check) {}
