package org.postwall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;

/**
 * Two servers that send for one bot, as processes of their own on real stores, and a Telegram that counts. With
 * {@code -Dmailing=all} a mailing goes to ten thousand.
 */
final class Mailing implements AutoCloseable {
    /** As many as may be on their way to Telegram when a process dies. */
    static final int IN_FLIGHT = 120;

    static final String SERVANT = "servant_bot";
    static final String SERVANT_TOKEN = "2000000003:AAE_only-known-to-this-test";
    static final Map<String, String> TOKENS = Map.of(
            "BOT_TOKEN", "2000000001:AAE_only-known-to-this-test",
            "MASTER_BOT_TOKEN", "2000000002:AAE_only-known-to-this-test",
            "SERVANT_BOT_TOKEN", SERVANT_TOKEN);
    /** These processes live for a minute. */
    private static final Map<String, String> QUICK_TO_START =
            Map.of("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");

    private static final long FIRST = 5_000_001;
    private static final Pattern OWNS = Pattern.compile("this server sends for it from now on \\((\\d+)\\)");
    private static final Pattern LINE = Pattern.compile("(-?\\d+),(\\w+),(\\d+),(\\d*),\"?(.*?)\"?");

    /** One recipient as the API tells. */
    record Delivery(long chat, String state, int attempts, String reason) {}

    final Stores stores;
    final Jar telegram;
    private final Map<String, String> settings = new HashMap<>(QUICK_TO_START);
    private final List<Jar> servers = new ArrayList<>();
    private final List<Jar> bots = new ArrayList<>();
    private final List<Long> people;

    /** @param more settings of servers and bots besides the usual */
    Mailing(int people, Map<String, String> more) throws Exception {
        Assumptions.assumeTrue(
                "true".equals(System.getenv("CI"))
                        || DockerClientFactory.instance().isDockerAvailable(),
                "skipped: there is no Docker to run the stores in");
        this.people = LongStream.range(FIRST, FIRST + people).boxed().toList();
        settings.putAll(TOKENS);
        telegram = Jar.start(settings, "simulator");
        stores = new Stores();
        telegram.ready();
        simulate("limits", Map.of("messages_per_second", 0, "per_chat_per_second", 0, "per_group_per_minute", 0));
        settings.putAll(stores.settings());
        settings.putAll(Map.of(
                "API_ACCESS", "open",
                "SECRET_KEY", "0123456789abcdef0123456789abcdef",
                "MASTER_TOKEN", "the master's",
                "SERVANT_REG_TOKEN", "the followers'",
                "TELEGRAM_API_URL", telegram.address("Bot API"),
                "BOT_MESSAGES_PER_SECOND", "300"));
        settings.putAll(more);
        servers.add(Jar.start(settings, "server"));
        servers.add(Jar.start(settings, "server"));
        servers.forEach(Jar::ready);
        tell(SERVANT_TOKEN);
        each(chat -> {
            write(SERVANT, chat, "Hello");
            follow(chat);
        });
        String updates = telegram.address("Bot API") + "/bot" + SERVANT_TOKEN + "/getUpdates?offset=-1";
        JsonArray unread = new JsonObject(telegram.get(updates).body()).getJsonArray("result");
        int next = unread.getJsonObject(0).getInteger("update_id") + 1;
        telegram.get(updates.replace("-1", Integer.toString(next)));
    }

    static int size(int quick, int all) {
        return System.getProperty("mailing", "quick").equals("all") ? all : quick;
    }

    List<Long> people() {
        return people;
    }

    /** The bot's process, for masters and followers. */
    Jar bot() throws Exception {
        Map<String, String> own = new HashMap<>(settings);
        own.put("SERVER_HOST", api().replaceAll("/$", ""));
        Jar bot = Jar.start(own, "bot").ready();
        bots.add(bot);
        return bot;
    }

    /** All processes that were ever started. */
    List<Jar> processes() {
        List<Jar> all = new ArrayList<>(servers);
        all.addAll(bots);
        return all;
    }

    /** Tells the servers the sending bot's token. */
    void tell(String token) throws Exception {
        call("PUT", "servant", new JsonObject().put("token", token));
    }

    void follow(long chat) throws Exception {
        call("POST", "users", new JsonObject().put("chat_id", chat));
    }

    /** Sends to all followers; the number of the message. */
    long send(String text, String guarantee) throws Exception {
        JsonObject body = new JsonObject().put("text", text).put("guarantee", guarantee);
        return new JsonObject(call("POST", "messages", body)).getLong("id");
    }

    JsonObject message(long id) throws Exception {
        return new JsonObject(call("GET", "messages/" + id, new JsonObject()));
    }

    JsonObject awaitFinished(long id) {
        return await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> message(id), message -> message.getBoolean("finished"));
    }

    List<Delivery> deliveries(long id) throws Exception {
        String csv = api() + "api/v1/broadcast/messages/" + id + "/deliveries";
        return telegram.request("GET", csv, "", "Accept", "text/csv")
                .body()
                .lines()
                .skip(1)
                .map(Mailing::delivery)
                .toList();
    }

    private static Delivery delivery(String line) {
        Matcher parts = LINE.matcher(line);
        assertThat(parts.matches()).as(line).isTrue();
        return new Delivery(
                Long.parseLong(parts.group(1)), parts.group(2), Integer.parseInt(parts.group(3)), parts.group(5));
    }

    /** One call to the API of broadcasting at a server that lives. */
    String call(String method, String path, JsonObject body) throws Exception {
        HttpResponse<String> answer =
                telegram.request(method, api() + "api/v1/broadcast/" + path, body.isEmpty() ? "" : body.encode());
        assertThat(answer.statusCode()).as(path + answer.body()).isBetween(200, 299);
        return answer.body();
    }

    String api() {
        return servers.stream().filter(Jar::isAlive).findFirst().orElseThrow().address("Wall");
    }

    /** A number that servers publish, over all that live and all labels. */
    double metric(String name) throws Exception {
        Pattern line = Pattern.compile("^" + name + "(?:\\{.*})? (\\S+)$", Pattern.MULTILINE);
        double sum = 0;
        for (Jar server : servers) {
            if (server.isAlive()) {
                Matcher found = line.matcher(
                        server.get(server.address("Wall") + "metrics").body());
                assertThat(found.find()).as(name).isTrue();
                do {
                    sum += Double.parseDouble(found.group(1));
                } while (found.find());
            }
        }
        return sum;
    }

    /** The server that took the bot over last, by its own words. */
    Jar owner() {
        return servers.stream().max(Comparator.comparing(Mailing::fence)).orElseThrow();
    }

    private static long fence(Jar server) {
        Matcher said = OWNS.matcher(server.output() + server.errors());
        long fence = 0;
        while (said.find()) {
            fence = Long.parseLong(said.group(1));
        }
        return fence;
    }

    /** Brings one more server up. */
    void addServer() throws Exception {
        servers.add(Jar.start(settings, "server").ready());
    }

    void write(String bot, long person, String text) throws Exception {
        JsonObject from =
                new JsonObject().put("id", person).put("first_name", "Reader").put("language_code", "en");
        simulate("messages", Map.of("bot", bot, "from", from, "text", text));
    }

    JsonObject simulate(String action, Map<String, ?> body) throws Exception {
        JsonObject json = new JsonObject();
        body.forEach(json::put);
        String address = telegram.address("Bot API") + "/simulator/" + action;
        HttpResponse<String> answer = telegram.post(address, json.encode());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    void clearFaults() throws Exception {
        telegram.request("DELETE", telegram.address("Bot API") + "/simulator/faults", "");
    }

    /** What is done with one person. */
    interface Act {
        void on(long person) throws Exception;
    }

    /** Does it with all people, some at a time. */
    void each(Act act) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Optional<Void>>> acts = new ArrayList<>();
            for (long person : people) {
                acts.add(() -> {
                    act.on(person);
                    return Optional.empty();
                });
            }
            for (Future<Optional<Void>> done : pool.invokeAll(acts)) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Override
    public void close() {
        bots.forEach(Jar::close);
        servers.forEach(Jar::close);
        telegram.close();
        stores.close();
    }
}
