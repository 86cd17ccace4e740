package org.postwall.simulator.world;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.postwall.simulator.updates.BotUpdates;

/** A bot account: its name, its secret token, what it tells about itself, and the updates that wait for it. */
public final class Bot implements Account {
    private final long id;
    private final String token;
    private String username;
    private String firstName;
    private final BotProfile profile = new BotProfile();
    private final BotUpdates updates;
    private int lastMessageId;
    private Instant loggedOutUntil = Instant.MIN;

    /** @param firstMessageId from where the messages of its private chats are counted */
    Bot(long id, String token, String username, String firstName, BotUpdates updates, int firstMessageId) {
        this.id = id;
        this.token = token;
        this.username = username;
        this.firstName = firstName;
        this.updates = updates;
        lastMessageId = firstMessageId;
    }

    @Override
    public long id() {
        return id;
    }

    /** The secret; never shown outside of the answer that makes the bot. */
    public String token() {
        return token;
    }

    public String username() {
        return username;
    }

    @Override
    public String firstName() {
        return firstName;
    }

    public void rename(String newName) {
        firstName = newName;
    }

    void rename(String newUsername, String newName) {
        username = newUsername;
        firstName = newName;
    }

    public BotProfile profile() {
        return profile;
    }

    public BotUpdates updates() {
        return updates;
    }

    @Override
    public boolean isBot() {
        return true;
    }

    /** Keeps the bot out until then, as after logOut. */
    public void logOut(Instant until) {
        loggedOutUntil = until;
    }

    public boolean isLoggedOut(Instant now) {
        return now.isBefore(loggedOutUntil);
    }

    /** Telegram counts the messages of all private chats of an account together. */
    int nextMessageId() {
        return ++lastMessageId;
    }

    @Override
    public JsonObject toJson() {
        return new JsonObject()
                .put("id", id)
                .put("is_bot", true)
                .put("first_name", firstName)
                .put("username", username);
    }
}
