package org.postwall.bot.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.bot.Await;
import org.postwall.bot.WallStub;
import org.postwall.bot.wall.NewPost;
import org.postwall.bot.wall.NewPost.Author;
import org.postwall.bot.wall.WallAway;
import org.postwall.bot.wall.WallRefused;
import org.postwall.telegram.time.AlarmClock;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WallClientTest {
    private static final String SECRET = "ünicode-secret-of-at-least-32-bytes!";
    private static final NewPost POST =
            new NewPost("tg:1:2:3", new Author(2, "Ann", "O'Neil", "ann"), "Hi ж\n", Instant.EPOCH);

    private final Vertx vertx = Vertx.vertx();
    private WallStub server;
    private WallClient wall;

    @BeforeEach
    void open() {
        server = new WallStub(vertx);
        wall = client(server.address(), Optional.empty());
    }

    @AfterEach
    void close() {
        wall.close();
        server.close();
        Await.result(vertx.close());
    }

    @Test
    void a_post_goes_out_whole() {
        assertThat(Await.result(wall.add(POST))).isEqualTo(1);
        assertThat(server.bodies().get(0))
                .isEqualTo(new JsonObject()
                        .put(
                                "user",
                                new JsonObject()
                                        .put("userId", "2")
                                        .put("first_name", "Ann")
                                        .put("last_name", "O'Neil")
                                        .put("username", "ann"))
                        .put(
                                "message",
                                new JsonObject().put("message", "Hi ж\n").put("timestamp", "1970-01-01T00:00:00Z")));
        assertThat(server.headers().get(0)).containsEntry("idempotency-key", "tg:1:2:3");
    }

    @Test
    void a_server_that_recovers_in_time_is_no_failure() {
        server.answers(1, 503, "{}");
        server.answers(1, 0, "");
        assertThat(Await.result(wall.add(POST))).isEqualTo(1);
        assertThat(server.texts()).hasSize(1);
    }

    @Test
    void a_server_that_stays_away_is_away_after_three_tries() {
        server.answers(9, 503, "{}");
        assertThat(Await.failure(wall.add(POST))).isInstanceOf(WallAway.class).hasMessageContaining("503");
        assertThat(server.headers()).hasSize(3);
    }

    @Test
    void a_server_that_never_answers_is_away_in_time() {
        server.answers(9, -1, "");
        assertThat(Await.failure(wall.newest(5))).isInstanceOf(WallAway.class);
    }

    @Test
    void no_server_at_all_is_away() {
        WallClient nowhere = client("127.0.0.1:1", Optional.empty());
        assertThat(Await.failure(nowhere.newest(5))).isInstanceOf(WallAway.class);
        nowhere.close();
    }

    @Test
    void what_is_refused_is_refused_once_and_says_why() {
        server.answers(
                1,
                422,
                "{\"title\":\"x\",\"errors\":[{\"field\":\"message.message\",\"message\":\"must not be blank\"}]}");
        assertThat(Await.failure(wall.add(POST)))
                .isInstanceOf(WallRefused.class)
                .hasMessage("must not be blank");
        server.answers(1, 413, "{\"title\":\"Too large\",\"detail\":\"at most 64 KiB\"}");
        assertThat(Await.failure(wall.add(POST))).hasMessage("at most 64 KiB");
        server.answers(1, 400, "<html>");
        assertThat(Await.failure(wall.add(POST)))
                .isInstanceOf(WallRefused.class)
                .hasMessage("HTTP status 400");
        assertThat(server.headers()).hasSize(3);
    }

    @Test
    void an_answer_that_is_not_the_walls_is_no_post() {
        server.answers(9, 200, "<html>login</html>");
        assertThat(Await.failure(wall.add(POST))).isInstanceOf(WallAway.class);
    }

    @Test
    void one_post_is_found_or_not() {
        server.post("Ann", "2026-11-21T06:20:30Z", "text");
        assertThat(Await.result(wall.find(1))).hasValueSatisfying(post -> {
            assertThat(post.user()).isEqualTo("Ann");
            assertThat(post.message()).isEqualTo("text");
        });
        assertThat(Await.result(wall.find(2))).isEmpty();
    }

    @Test
    void with_a_secret_key_a_token_is_signed_that_the_server_can_check() {
        AlarmClock clock = AlarmClock.of(vertx);
        ServerToken token = new ServerToken(vertx, SECRET, "bot:42", "wall", clock);
        WallClient signed = client(server.address(), Optional.of(token));
        Await.result(signed.add(POST));
        signed.close();
        String bearer = server.headers().get(0).get("authorization");
        assertThat(bearer).startsWith("Bearer ");
        JWTAuth checker = JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .addPubSecKey(
                                new PubSecKeyOptions().setAlgorithm("HS256").setBuffer(Buffer.buffer(SECRET))));
        User user = Await.result(checker.authenticate(new TokenCredentials(bearer.substring("Bearer ".length()))));
        assertThat(user.principal().getString("iss")).isEqualTo("postwall");
        assertThat(user.principal().getString("sub")).isEqualTo("bot:42");
        assertThat(user.principal().getString("scope")).isEqualTo("wall");
        int life = user.<Integer>get("exp") - user.<Integer>get("iat");
        assertThat(life).isBetween(60, 3600);
        assertThat(token.current()).isEqualTo(token.current());
    }

    @Test
    void a_refused_token_is_not_tried_again_and_again_nor_told_to_people_as_their_fault() {
        server.answers(1, 401, "{}");
        assertThat(Await.failure(wall.add(POST)))
                .isNotInstanceOf(WallRefused.class)
                .hasMessageContaining("SECRET_KEY");
    }

    private WallClient client(String address, Optional<ServerToken> token) {
        return new WallClient(
                vertx, URI.create("http://" + address), token, Duration.ofMillis(400), AlarmClock.of(vertx));
    }
}
