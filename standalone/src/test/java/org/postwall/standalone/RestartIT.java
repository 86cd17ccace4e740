package org.postwall.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a {@code ./run} without any settings is the same after the next start: its key, its bots, its masters. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class RestartIT {
    private static final long ADA = 7001;
    private static final long BOB = 7002;

    @TempDir
    Path data;

    @Test
    void its_three_bots_are_there_again_and_know_their_masters_and_followers() throws Exception {
        JsonArray bots;
        try (Jar postwall = start()) {
            bots = bots(postwall);
            assertThat(postwall.address("Master bot")).contains("@master_bot", "/register master-demo");
            assertThat(postwall.address("Servant bot")).contains("@servant_bot", "/follow follow-demo");
            Person ada = Person.to("master_bot", postwall, ADA, "Ada");
            ada.writes("/register wrong");
            ada.sees("This token is wrong.");
            ada.writes("/register master-demo");
            ada.sees("You are a master now.");
            Person bob = Person.to("servant_bot", postwall, BOB, "Bob");
            bob.writes("/follow follow-demo");
            bob.sees("You follow now.");
            assertThat(postwall.errors()).doesNotContain("master-demo", "follow-demo");
            postwall.kill();
        }
        try (Jar postwall = start()) {
            assertThat(bots(postwall)).isEqualTo(bots);
            Person ada = Person.to("master_bot", postwall, ADA, "Ada");
            ada.writes("/register master-demo");
            ada.sees("You are a master already.");
            ada.writes("Still there?");
            Person.to("servant_bot", postwall, BOB, "Bob").sees("Still there?");
        }
        assertThat(bots.stream().map(bot -> ((JsonObject) bot).getString("first_name")))
                .containsExactly("Wall", "Master", "Servant");
    }

    @Test
    void its_key_is_kept_beside_the_database_and_signs_tokens() throws Exception {
        try (Jar postwall = start()) {
            String api = postwall.address("Wall") + "api/v1/messages";
            JsonObject post = new JsonObject()
                    .put("user", new JsonObject().put("userId", "42").put("first_name", "Program"))
                    .put("message", new JsonObject().put("message", "to be removed"));
            String id = new JsonObject(postwall.post(api, post.encode()).body())
                    .getValue("id")
                    .toString();
            assertThat(postwall.delete(api + "/" + id, "made-up").statusCode()).isEqualTo(401);
            try (Jar command = Jar.start(
                    Map.of("SECRET_KEY_FILE", data.resolve("secret_key").toString()), "token", "moderate")) {
                assertThat(command.exitCode()).isZero();
                String token = command.output().strip();
                assertThat(postwall.delete(api + "/" + id, token).statusCode()).isEqualTo(204);
            }
        }
    }

    private Jar start() throws Exception {
        return Jar.start(Map.of("DATA_DIR", data.toString())).ready();
    }

    private static JsonArray bots(Jar postwall) throws Exception {
        String state = postwall.get(postwall.address("Chat page") + "simulator/page/state")
                .body();
        return new JsonObject(state).getJsonArray("bots");
    }
}
