package org.postwall.simulator.api;

/** A result that comes with a sentence, in the answer's {@code description}. */
record Described(Object result, String description) {}
