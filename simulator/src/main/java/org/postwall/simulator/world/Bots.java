package org.postwall.simulator.world;

import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postwall.simulator.updates.BotUpdates;

/** All bot accounts. Until it is told to be strict, any token of the right form brings its bot into being. */
public final class Bots {
    private static final Pattern TOKEN = Pattern.compile("(\\d+):[\\w-]{20,}");
    private static final int LONGEST_ID = 15;
    private static final long FIRST_ID = 7_000_000_000L;
    /**
     * A bot's messages are counted from a random number, as if it had long been talking. Users of the API make keys of
     * bot, chat and message number; from 1 again after each restart or reset, new messages would bear old keys.
     */
    private static final int MOST_OLD_MESSAGES = 1_000_000_000;

    private final Vertx vertx;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Bot> byToken = new LinkedHashMap<>();
    private final Map<Long, Bot> byId = new LinkedHashMap<>();
    private final Map<String, Bot> byName = new LinkedHashMap<>();
    private boolean strict;
    private long lastId = FIRST_ID;

    Bots(Vertx vertx, Clock clock) {
        this.vertx = vertx;
        this.clock = clock;
    }

    public static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /** Whether only tokens of known bots are accepted. */
    public void setStrict(boolean yes) {
        strict = yes;
    }

    public boolean strict() {
        return strict;
    }

    public Collection<Bot> all() {
        return byId.values();
    }

    /** Makes a bot; one that its token had already brought into being only gets its name. */
    public Bot add(String username, String firstName, Optional<String> token) {
        Bot holder = byName.get(key(username));
        Optional<Bot> known = token.map(byToken::get);
        if (holder != null && (known.isEmpty() || known.get() != holder)) {
            throw new Impossible(409, "the user name " + username + " is taken");
        }
        if (known.isPresent()) {
            Bot bot = known.get();
            byName.remove(key(bot.username()));
            bot.rename(username, firstName);
            byName.put(key(username), bot);
            return bot;
        }
        return make(token.orElseGet(this::newToken), username, firstName);
    }

    /** The bot of a token, made now if that is allowed. */
    public Optional<Bot> enter(String token) {
        Bot known = byToken.get(token);
        if (known != null || strict || !isToken(token)) {
            return Optional.ofNullable(known);
        }
        String name = "bot" + token.substring(0, token.indexOf(':'));
        String free = name;
        for (int n = 2; byName.containsKey(key(free + "_bot")); n++) {
            free = name + "_" + n;
        }
        return Optional.of(make(token, free + "_bot", "Bot " + token.substring(0, token.indexOf(':'))));
    }

    /** The bot with this user name (with or without @) or token. */
    public Optional<Bot> find(String nameOrToken) {
        Bot known = byName.get(key(nameOrToken));
        return known != null ? Optional.of(known) : enter(nameOrToken);
    }

    public Optional<Bot> byId(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    private Bot make(String token, String username, String firstName) {
        Matcher form = TOKEN.matcher(token);
        if (!form.matches()) {
            throw new Impossible(400, "a token looks like 123456:ABC-DEF1234ghIkl-zyx57W2v");
        }
        long id = idOf(form.group(1));
        BotUpdates updates = new BotUpdates(vertx, clock, 100_000_000 + random.nextInt(100_000_000));
        Bot bot = new Bot(id, token, username, firstName, updates, random.nextInt(MOST_OLD_MESSAGES));
        byToken.put(token, bot);
        byId.put(id, bot);
        byName.put(key(username), bot);
        return bot;
    }

    /** A token's number, unless another bot has it: a different token is a different bot. */
    private long idOf(String digits) {
        if (digits.length() <= LONGEST_ID && !byId.containsKey(Long.parseLong(digits))) {
            return Long.parseLong(digits);
        }
        return nextId();
    }

    private long nextId() {
        do {
            lastId++;
        } while (byId.containsKey(lastId));
        return lastId;
    }

    private String newToken() {
        byte[] secret = new byte[26];
        random.nextBytes(secret);
        return nextId() + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    private static String key(String username) {
        return (username.startsWith("@") ? username.substring(1) : username).toLowerCase(Locale.ROOT);
    }

    void forget() {
        byId.values().forEach(bot -> bot.updates().stop());
        byToken.clear();
        byId.clear();
        byName.clear();
        strict = false;
    }
}
