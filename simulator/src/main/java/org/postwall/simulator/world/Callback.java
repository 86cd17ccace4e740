package org.postwall.simulator.world;

import java.time.Instant;
import java.util.Optional;

/** A tap on an inline button, with the bot's answer to it once there is one. */
public final class Callback {
    private final String id;
    private final Bot bot;
    private final Person person;
    private final Message message;
    private final String data;
    private final Instant at;
    private boolean answered;
    private Optional<String> text = Optional.empty();
    private Optional<String> url = Optional.empty();
    private boolean alert;

    Callback(String id, Bot bot, Person person, Message message, String data, Instant at) {
        this.id = id;
        this.bot = bot;
        this.person = person;
        this.message = message;
        this.data = data;
        this.at = at;
    }

    public String id() {
        return id;
    }

    public Bot bot() {
        return bot;
    }

    public Person person() {
        return person;
    }

    public Message message() {
        return message;
    }

    public String data() {
        return data;
    }

    public Instant at() {
        return at;
    }

    public boolean answered() {
        return answered;
    }

    /** What the person was shown; nothing when the bot only ended the waiting. */
    public Optional<String> text() {
        return text;
    }

    public Optional<String> url() {
        return url;
    }

    /** Whether {@code text} has to be closed by hand. */
    public boolean alert() {
        return alert;
    }

    void answer(Optional<String> newText, boolean asAlert, Optional<String> newUrl) {
        answered = true;
        text = newText;
        alert = asAlert;
        url = newUrl;
    }
}
