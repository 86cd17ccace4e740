package org.postwall.server.broadcast;

import io.vertx.core.Future;
import java.util.List;

/** Broadcasting as whoever sends its messages sees it: what there is to send, to whom, and what was learned of chats. */
public final class Audience {
    private static final int MESSAGES = 1000;

    private final MessageStore messages;
    private final FollowerStore store;
    private final Followers followers;
    private final Returns returns;

    Audience(MessageStore messages, FollowerStore store, Followers followers, Returns returns) {
        this.messages = messages;
        this.store = store;
        this.followers = followers;
        this.returns = returns;
    }

    /** Some messages numbered above this, ascending. */
    public Future<List<Message>> messages(long above) {
        return messages.after(above, MESSAGES);
    }

    /** The first chats above {@code after} that are to get a message, ascending; fewer than {@code most} at the end only. */
    public Future<List<Long>> chats(long message, long after, int most) {
        return store.live(message, after, most);
    }

    /** Gives those who came back what they missed. Never while an audience is being read. */
    public Future<Void> serveReturned(Counter counter) {
        return returns.serve(counter);
    }

    /** The bot can't write to this chat. */
    public Future<Void> unreachable(long chat) {
        return followers.lost(chat);
    }

    /** A group became a supergroup. */
    public Future<Void> moved(long from, long to) {
        return followers.moved(from, to);
    }
}
