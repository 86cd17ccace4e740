package org.postwall.simulator.world;

import io.vertx.core.json.JsonObject;

/** Somebody who can write messages: a bot or a person. */
public sealed interface Account permits Bot, Person {
    long id();

    String firstName();

    boolean isBot();

    /** The Bot API's {@code User}. */
    JsonObject toJson();
}
