package org.postwall.bot.broadcast;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postwall.telegram.BotToken;

/** Broadcasting kept in memory, for conversations; the right token is "right". Thread-safe. */
final class FakeServer implements Masters, Broadcasts, Followers, Outbox {
    private final Set<String> masters = new HashSet<>();
    private final Set<String> persons = new HashSet<>();
    private final Map<String, Long> keys = new LinkedHashMap<>();
    private final Map<String, Buffer> files = new LinkedHashMap<>();
    private final List<String> edits = new ArrayList<>();
    private final List<NewMessage> messages = new ArrayList<>();
    private final List<String> orders = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private final List<BotToken> servants = new ArrayList<>();
    private final List<String> wishes = new ArrayList<>();
    private Progress progress = new Progress(Map.of(), false);
    private RuntimeException trouble;
    private BroadcastRefused refusal;
    private Duration locked = Duration.ZERO;
    private boolean takesOrders = true;
    private boolean takesEdits = true;
    private boolean losesAnswers;
    private boolean knowsMasters;
    private boolean following;
    private long restored;
    private int refusedTokens;
    private long missed;

    @Override
    public FakeServer named(String errand) {
        return this;
    }

    synchronized void isInTrouble(RuntimeException failure) {
        trouble = failure;
    }

    /** Who is a master is answered whatever the trouble. */
    synchronized void knowsMasters() {
        knowsMasters = true;
    }

    synchronized void refusesMessages(String why) {
        refusal = why == null ? null : new BroadcastRefused(why);
    }

    synchronized void locks(Duration time) {
        locked = time;
    }

    synchronized void takesNoOrders() {
        takesOrders = false;
    }

    synchronized void takesNoEdits() {
        takesEdits = false;
    }

    synchronized void losesAnswers(boolean loses) {
        losesAnswers = loses;
    }

    /** The chat follows already. */
    synchronized void follows() {
        following = true;
    }

    /** The next sign of life brings back so many messages. */
    synchronized void restores(long count) {
        following = true;
        restored = count;
    }

    /** The next offers of the servant bot's token fail. */
    synchronized void refusesTokens(int times) {
        refusedTokens = times;
    }

    synchronized void missed(long count) {
        missed = count;
    }

    synchronized void shows(Map<String, Long> counts, boolean finished) {
        progress = new Progress(counts, finished);
    }

    synchronized void shows(Progress shown) {
        progress = shown;
    }

    /** The files by the names they came with. */
    synchronized Map<String, Buffer> files() {
        return Map.copyOf(files);
    }

    /** What was edited: number, colon, text. */
    synchronized List<String> edits() {
        return List.copyOf(edits);
    }

    synchronized List<NewMessage> messages() {
        return List.copyOf(messages);
    }

    synchronized List<String> orders() {
        return List.copyOf(orders);
    }

    /** Every token that was tried. */
    synchronized List<String> tokens() {
        return List.copyOf(tokens);
    }

    /** The pseudonym of everybody who showed a token or was asked about. */
    synchronized Set<String> persons() {
        return Set.copyOf(persons);
    }

    /** What followers asked for, in order. */
    synchronized List<String> wishes() {
        return List.copyOf(wishes);
    }

    @Override
    public synchronized Future<Boolean> isMaster(String person) {
        persons.add(person);
        return knowsMasters ? Future.succeededFuture(masters.contains(person)) : answer(masters.contains(person));
    }

    @Override
    public synchronized Future<Entry> register(Shown token) {
        if (trouble != null) {
            return Future.failedFuture(trouble);
        }
        Entry entry = tried(Optional.of(token));
        if (entry instanceof Entry.In) {
            masters.add(token.person());
        }
        return answer(entry);
    }

    @Override
    public synchronized Future<Long> send(NewMessage message) {
        if (refusal != null) {
            return Future.failedFuture(refusal);
        }
        if (trouble != null) {
            return Future.failedFuture(trouble);
        }
        long id = keys.computeIfAbsent(message.key(), key -> {
            messages.add(message);
            return (long) messages.size();
        });
        return losesAnswers ? Future.failedFuture(new BroadcastAway("lost")) : answer(id);
    }

    @Override
    public synchronized Future<String> upload(String name, Buffer content) {
        if (trouble == null) {
            files.put(name, content);
        }
        return answer("kept " + name);
    }

    @Override
    public synchronized Future<Optional<Long>> find(String key) {
        return answer(Optional.ofNullable(keys.get(key)));
    }

    @Override
    public synchronized Future<Boolean> edit(long id, NewMessage message) {
        if (refusal != null) {
            return Future.failedFuture(refusal);
        }
        edits.add(id + ":" + message.text());
        return answer(takesEdits);
    }

    @Override
    public synchronized Future<Optional<Progress>> progress(long id) {
        return answer(id <= messages.size() ? Optional.of(progress) : Optional.empty());
    }

    @Override
    public synchronized Future<Boolean> order(long id, Order order) {
        orders.add(order.about(id));
        return answer(takesOrders);
    }

    @Override
    public synchronized Future<Entry> follow(long chat, Optional<Shown> token) {
        wishes.add("follow");
        return answer(following && locked.isZero() ? new Entry.In(missed, false) : tried(token));
    }

    @Override
    public synchronized Future<Void> unfollow(long chat) {
        wishes.add("unfollow");
        return answer(null);
    }

    @Override
    public synchronized Future<Void> catchUp(long chat, CatchUp choice) {
        wishes.add(choice.word());
        return answer(null);
    }

    @Override
    public synchronized Future<Presence> here(long chat) {
        if (trouble != null) {
            return Future.failedFuture(trouble);
        }
        wishes.add("here");
        Presence presence = new Presence(following, restored);
        restored = 0;
        return Future.succeededFuture(presence);
    }

    @Override
    public synchronized Future<Void> gone(long chat) {
        if (trouble == null) {
            wishes.add("gone");
        }
        return answer(null);
    }

    @Override
    public synchronized Future<Void> sendAs(BotToken token) {
        servants.add(token);
        return refusedTokens-- > 0
                ? Future.failedFuture(new BroadcastAway("status 503 " + token.value()))
                : Future.succeededFuture();
    }

    /** The tokens offered for sending. */
    synchronized List<BotToken> servants() {
        return List.copyOf(servants);
    }

    private Entry tried(Optional<Shown> token) {
        tokens.add(token.map(Shown::token).orElse(""));
        token.map(Shown::person).ifPresent(persons::add);
        if (!locked.isZero()) {
            return new Entry.Locked(locked);
        }
        return token.map(Shown::token).filter("right"::equals).isPresent()
                ? new Entry.In(missed, false)
                : new Entry.WrongToken();
    }

    private <T> Future<T> answer(T value) {
        return trouble == null ? Future.succeededFuture(value) : Future.failedFuture(trouble);
    }
}
