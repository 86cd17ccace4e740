package org.postwall.simulator.world;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** A human with a Telegram account, as they last described themselves. */
public final class Person implements Account {
    private final long id;
    private PersonName name;

    Person(long id, PersonName name) {
        this.id = id;
        this.name = name;
    }

    @Override
    public long id() {
        return id;
    }

    public PersonName name() {
        return name;
    }

    void rename(PersonName newName) {
        name = newName;
    }

    @Override
    public String firstName() {
        return name.firstName();
    }

    public Optional<String> username() {
        return name.username();
    }

    @Override
    public boolean isBot() {
        return false;
    }

    @Override
    public JsonObject toJson() {
        JsonObject json = new JsonObject().put("id", id).put("is_bot", false).put("first_name", name.firstName());
        name.lastName().ifPresent(last -> json.put("last_name", last));
        name.username().ifPresent(user -> json.put("username", user));
        name.languageCode().ifPresent(code -> json.put("language_code", code));
        return json;
    }
}
