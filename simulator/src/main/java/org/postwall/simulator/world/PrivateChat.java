package org.postwall.simulator.world;

import io.vertx.core.json.JsonObject;

/** The conversation of one person with one bot; its id is the person's. */
public final class PrivateChat extends Chat {
    private final Bot bot;
    private final Person person;
    private boolean blocked;

    PrivateChat(Bot bot, Person person) {
        this.bot = bot;
        this.person = person;
    }

    public Bot bot() {
        return bot;
    }

    public Person person() {
        return person;
    }

    /** Whether the person has blocked the bot. */
    public boolean blocked() {
        return blocked;
    }

    void setBlocked(boolean value) {
        blocked = value;
    }

    @Override
    public long id() {
        return person.id();
    }

    @Override
    public String type() {
        return "private";
    }

    @Override
    int nextMessageId() {
        return bot.nextMessageId();
    }

    @Override
    public JsonObject toJson() {
        PersonName name = person.name();
        JsonObject json = new JsonObject().put("id", person.id()).put("first_name", name.firstName());
        name.lastName().ifPresent(last -> json.put("last_name", last));
        name.username().ifPresent(user -> json.put("username", user));
        return json.put("type", "private");
    }
}
