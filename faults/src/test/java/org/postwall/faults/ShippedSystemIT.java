package org.postwall.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postwall.faults.load.Answer;
import org.postwall.faults.load.Client;
import org.postwall.faults.load.Wall;
import org.postwall.faults.system.Container;
import org.postwall.faults.system.Deployment;

@ExtendWith(Composed.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class ShippedSystemIT {
    private static final String TEXT = "Привет, wall \uD83D\uDC4B \"<b>\" \u0000\\n " + System.nanoTime();

    private static final long MASTER = 731_000_999;
    /** One red dot. */
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";

    private static final List<String> SECRETS = List.of(
            "MONGO_ROOT_PASSWORD",
            "MONGO_PASSWORD",
            "MONGO_EXPRESS_PASSWORD",
            "MONGO_EXPRESS_WEB_PASSWORD",
            "MONGO_REPLICA_KEY",
            "REDIS_PASSWORD",
            "SECRET_KEY",
            "BOT_TOKEN",
            "MASTER_BOT_TOKEN",
            "SERVANT_BOT_TOKEN",
            "MASTER_TOKEN",
            "SERVANT_REG_TOKEN");

    @Test
    void a_post_stands_on_every_server_and_in_mongo_express_and_survives_down_and_up(Deployment system)
            throws Exception {
        String token = system.token("wall");
        long id = post(system.nginx(), token, TEXT);
        assertThat(system.servers()).hasSize(2);
        for (InetSocketAddress server : system.servers()) {
            assertShows(server, id);
        }
        MongoExpress admin = new MongoExpress(system);
        assertThat(admin.post(id).body()).contains("Привет, wall");
        assertThat(admin.uninvited().status()).isEqualTo(401);

        system.down();
        assertThat(system.containers("mongo")).isEmpty();
        long start = System.nanoTime();
        system.up();
        Duration up = Duration.ofNanos(System.nanoTime() - start);
        assertShows(system.nginx(), id);
        Report.row(
                "ShippedSystemIT",
                "a post through nginx, then `down` and `up`",
                "it stands on every server, in Mongo Express, and again after `up`",
                "it does; up and healthy again in " + up.toSeconds() + " s");
    }

    @Test
    void a_master_reaches_followers_and_programs_see_how_far_it_got(Deployment system) throws IOException {
        try (Client simulator = new Client(system.published("simulator", 8081));
                Client nginx = new Client(system.nginx())) {
            String servant = system.setting("SERVANT_BOT_TOKEN");
            Person master = new Person(simulator, system.setting("MASTER_BOT_TOKEN"), MASTER, "Ekaterina");
            master.write("/register " + system.setting("MASTER_TOKEN"));
            master.awaitText("You are a master");
            List<Person> followers = List.of(
                    new Person(simulator, servant, 600_001, "Bob"), new Person(simulator, servant, 600_002, "Eve"));
            for (Person follower : followers) {
                follower.write("/follow " + system.setting("SERVANT_REG_TOKEN"));
                follower.awaitText("You follow now");
            }
            String words = "Shown to all " + System.nanoTime();
            master.sendPhoto(PNG, words);
            for (Person follower : followers) {
                follower.awaitText(words);
                assertThat(follower.count(words)).isEqualTo(1);
            }

            Map<String, String> token = Map.of("Authorization", "Bearer " + system.token("broadcast"));
            String messages = "/api/v1/broadcast/messages";
            assertThat(nginx.get(messages).status()).isEqualTo(401);
            JsonNode all = nginx.ask("GET", messages, token, "").json().get("messages");
            String id = all.get(all.size() - 1).get("id").asText();
            // Ends by itself when the message is finished.
            Answer progress = nginx.ask("GET", messages + "/" + id + "/progress", token, "");
            assertThat(progress.header("content-type")).startsWith("text/event-stream");
            assertThat(progress.body()).contains("event: progress", "\"finished\":true", "\"sent\":2");
            assertThat(system.logs("server", "bot", "nginx")).doesNotContain("" + MASTER, "Ekaterina");
        }
    }

    @Test
    void writing_needs_a_token(Deployment system) throws IOException {
        try (Wall wall = new Wall(new Client(system.nginx()), "nobody's")) {
            assertThat(wall.post("key", "uninvited").status()).isEqualTo(401);
        }
    }

    @Test
    void nothing_but_loopback_is_published(Deployment system) {
        for (Container container : everything(system)) {
            String addresses = container.inspect(
                    "{{range .NetworkSettings.Ports}}{{range .}}{{.HostIp}} {{end}}{{end}}{{.HostConfig.NetworkMode}}");
            assertThat(addresses.split(" "))
                    .as(container.toString())
                    .allMatch(address -> address.equals("127.0.0.1")
                            || address.equals(system.project() + "_front")
                            || address.equals(system.project() + "_stores"));
        }
        for (String store : List.of("mongo", "redis")) {
            Container container = system.container(store);
            assertThat(container.inspect("{{len .NetworkSettings.Networks}} {{.HostConfig.PortBindings}}"))
                    .isEqualTo("1 map[]");
        }
    }

    @Test
    void no_secret_shows_where_others_may_look(Deployment system) throws IOException {
        String token = system.token("wall");
        post(system.nginx(), token, "for the logs");
        List<String> places = new ArrayList<>();
        for (Container container : everything(system)) {
            places.add(
                    container.inspect("{{json .Path}} {{json .Args}} {{json .Config.Cmd}} {{json .Config.Entrypoint}}"
                            + " {{json .Config.Healthcheck}} {{json .Config.Labels}} {{json .State.Health}}"));
            places.add(container.logs());
            String image = container.inspect("{{.Image}}");
            places.add(system.docker()
                    .run(Duration.ofMinutes(1), "history", "--no-trunc", image)
                    .orFail());
            places.add(system.docker()
                    .run(Duration.ofMinutes(1), "image", "inspect", image)
                    .orFail());
            places.add(system.docker()
                    .run(Duration.ofMinutes(1), "top", container.id(), "-eo", "pid,args")
                    .orFail());
        }
        List<String> secrets = new ArrayList<>(List.of(token));
        SECRETS.forEach(name -> secrets.add(system.setting(name)));
        for (String secret : secrets) {
            assertThat(secret).hasSizeGreaterThan(8);
            assertThat(places).noneMatch(place -> place.contains(secret));
        }
    }

    @Test
    void every_container_runs_as_nobody_read_only_and_without_capabilities(Deployment system) {
        for (Container container : everything(system)) {
            String name = container.toString();
            assertThat(container.inspect("{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.CapAdd}}"
                            + " {{.HostConfig.SecurityOpt}} {{.HostConfig.Privileged}}"))
                    .as(name)
                    .isEqualTo("true [ALL] [] [no-new-privileges:true] false");
            assertThat(container.exec("sh", "-c", "cat /proc/1/status"))
                    .as(name)
                    .doesNotContainPattern("Uid:\\s+0")
                    .containsPattern("CapEff:\\s+0000000000000000");
            assertThat(container.inspect("{{.HostConfig.Memory}}")).as(name).isNotEqualTo("0");
            assertThat(container.inspect("{{.HostConfig.RestartPolicy.Name}}"))
                    .as(name)
                    .isEqualTo("unless-stopped");
            assertThat(container.tryExec("sh", "-c", "touch /bin/x").status())
                    .as(name)
                    .isNotZero();
        }
    }

    @Test
    void the_application_can_use_its_database_and_nothing_else(Deployment system) {
        String foreign = "db.getSiblingDB('admin').auth(process.env.MONGO_USER, process.env.MONGO_PASSWORD);"
                + "try { db.getSiblingDB('other').x.insertOne({}); print('let in') } catch (e) { print(e.codeName) }";
        assertThat(system.container("mongo").exec("mongosh", "--quiet", "--norc", "--eval", foreign))
                .endsWith("Unauthorized");
        String commands = "REDISCLI_AUTH=$REDIS_PASSWORD redis-cli --user $REDIS_USER ";
        for (String command : List.of("flushall", "config get dir", "keys '*'", "get foreign")) {
            assertThat(system.container("redis").exec("sh", "-c", commands + command))
                    .as(command)
                    .contains("NOPERM");
        }
        assertThat(system.container("redis").exec("redis-cli", "ping")).contains("NOAUTH");
    }

    @Test
    void every_service_has_a_healthcheck_and_passes_it(Deployment system) {
        assertThat(everything(system)).hasSizeGreaterThanOrEqualTo(8);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(everything(system)).allMatch(Container::healthy));
    }

    private static List<Container> everything(Deployment system) {
        return system.services().stream()
                .flatMap(service -> system.containers(service).stream())
                .toList();
    }

    private static long post(InetSocketAddress to, String token, String text) throws IOException {
        try (Wall wall = new Wall(new Client(to), token)) {
            Answer answer = wall.post("key " + System.nanoTime(), text);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            return answer.json().get("id").longValue();
        }
    }

    private static void assertShows(InetSocketAddress wall, long id) throws IOException {
        try (Client client = new Client(wall)) {
            String path = "/api/v1/messages";
            Answer page = client.get(path + "?range=0");
            assertThat(Stream.of(page, client.get(path + "/" + id)))
                    .allMatch(answer -> answer.status() == 200 && answer.body().contains("Привет, wall"));
            assertThat(client.get(path + "/" + id).json().get("message").textValue())
                    .isEqualTo(TEXT);
        }
    }
}
