package org.postwall.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.postwall.server.RunningServer.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.UpdateOptions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.postwall.server.wall.RealStores;

/** The outbox on a real MongoDB, by an account that may only read and write. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OutboxIT {
    private static final String DATABASE = "two";
    private static RealStores stores;

    @BeforeAll
    static void open() {
        stores = new RealStores();
    }

    @AfterAll
    static void close() {
        if (stores != null) {
            stores.close();
        }
    }

    private static Stage empty() {
        Stage stage = new Stage(stores.mongo(DATABASE));
        for (String collection : await(stage.mongo.client().getCollections())) {
            await(stage.mongo.client().removeDocuments(collection, new JsonObject()));
        }
        return stage;
    }

    @Nested
    class Sending extends OutboxTest {
        @Override
        Stage stage() {
            return empty();
        }
    }

    @Nested
    class Recalling extends RecallTest {
        @Override
        Stage stage() {
            return empty();
        }
    }

    @Nested
    class Editing extends EditTest {
        @Override
        Stage stage() {
            return empty();
        }
    }

    @Nested
    class HandingOut extends HandoutTest {
        @Override
        Stage stage() {
            return empty();
        }
    }

    @Nested
    class Reporting extends ReportsTest {
        @Override
        Stage stage() {
            return empty();
        }
    }

    /** Each question is answered by an index: of a large source nothing is searched through. */
    @Nested
    class Questions {
        private static final String SOURCE = "news:3";

        private Stage stage;

        @BeforeEach
        void fill() {
            stage = empty();
            Stores all = Stores.in(stage.mongo);
            for (int number = 1; number <= 5; number++) {
                await(all.sources().add(Town.news(number), "2026-11-21T10:00:0" + number + "Z"));
                List<Long> chats = LongStream.rangeClosed(1, 400).boxed().toList();
                await(all.deliveries().add(Town.BOT, "news:" + number, number, chats));
            }
            mark(100, new JsonObject().put("state", "sent").put("revision", 1).put("messageId", 1));
            mark(200, new JsonObject().put("state", "sent").put("messageId", 1));
            mark(210, new JsonObject().put("state", "retry").put("dueAt", 1L));
            mark(220, new JsonObject().put("state", "failed").put("reason", "no"));
        }

        @AfterEach
        void close() {
            stage.close();
        }

        @Test
        void which_deliveries_are_next() {
            JsonArray sources = new JsonArray(IntStream.rangeClosed(1, 5)
                    .mapToObj(number -> "news:" + number)
                    .toList());
            JsonObject waiting = new JsonObject()
                    .put("bot", Town.BOT)
                    .put("state", "queued")
                    .put("source", new JsonObject().put("$in", sources))
                    .put("chat", new JsonObject().put("$nin", new JsonArray(List.of(1, 2, 3))));
            JsonObject find = find("deliveries", waiting, new JsonObject().put("order", 1), 120);
            indexed(find, "SORT");
            assertThat(examined(find)).isLessThan(200);
        }

        @Test
        void whether_anything_of_a_source_is_pending() {
            JsonObject query = new JsonObject().put("source", SOURCE).put("state", in("queued", "sending", "retry"));
            JsonObject find = find("deliveries", query, null, 1);
            indexed(find, "SORT");
            assertThat(examined(find)).isOne();
        }

        @Test
        void the_deliveries_of_a_source_by_chat() {
            String[] every = Arrays.stream(State.values()).map(State::text).toArray(String[]::new);
            JsonObject query = new JsonObject()
                    .put("source", SOURCE)
                    .put("state", in(every))
                    .put("chat", new JsonObject().put("$gt", 50));
            JsonObject find = find("deliveries", query, new JsonObject().put("chat", 1), 20);
            indexed(find, "SORT");
            assertThat(examined(find)).isLessThan(40);
        }

        @Test
        void what_is_to_be_edited_or_deleted() {
            for (int revision : new int[] {1, -1}) {
                JsonObject query = new JsonObject()
                        .put("source", SOURCE)
                        .put("state", "sent")
                        .put("revision", new JsonObject().put("$ne", revision));
                JsonObject find = find("deliveries", query, null, 60);
                indexed(find, "SORT");
                assertThat(examined(find)).isLessThan(65);
            }
        }

        @Test
        void how_many_stand_where() {
            JsonObject group = new JsonObject()
                    .put("_id", new JsonObject().put("source", "$source").put("state", "$state"))
                    .put("many", new JsonObject().put("$sum", 1));
            JsonObject match = new JsonObject().put("source", new JsonObject().put("$in", new JsonArray().add(SOURCE)));
            JsonObject aggregate = new JsonObject()
                    .put("aggregate", "deliveries")
                    .put(
                            "pipeline",
                            new JsonArray()
                                    .add(new JsonObject().put("$match", match))
                                    .add(new JsonObject().put("$group", group)))
                    .put("cursor", new JsonObject());
            indexed(aggregate, "FETCH");
        }

        @Test
        void the_sources_that_are_open_the_newest_and_the_last() {
            JsonObject ascending = new JsonObject().put("order", 1);
            JsonObject descending = new JsonObject().put("order", -1);
            JsonObject mine = new JsonObject().put("bot", Town.BOT);
            indexed(find("outbox_sources", mine.copy().put("finished", false), ascending, 100), "SORT");
            indexed(
                    find("outbox_sources", new JsonObject().put("finished", true), new JsonObject().put("at", -1), 50),
                    "SORT");
            JsonObject last = find("outbox_sources", mine.copy().put("kind", "news"), descending, 1);
            indexed(last, "SORT");
            assertThat(examined(last)).isOne();
        }

        private void mark(long until, JsonObject set) {
            JsonObject query = new JsonObject()
                    .put("source", SOURCE)
                    .put("state", "queued")
                    .put("chat", new JsonObject().put("$lte", until));
            await(stage.mongo
                    .client()
                    .updateCollectionWithOptions(
                            "deliveries", query, new JsonObject().put("$set", set), new UpdateOptions(false, true)));
        }

        private static JsonObject in(String... states) {
            return new JsonObject().put("$in", new JsonArray(List.of(states)));
        }

        private static JsonObject find(String collection, JsonObject filter, JsonObject sort, int limit) {
            JsonObject find = new JsonObject()
                    .put("find", collection)
                    .put("filter", filter)
                    .put("limit", limit);
            return sort == null ? find : find.put("sort", sort);
        }

        private JsonObject explained(JsonObject command) {
            return await(stage.mongo
                    .client()
                    .runCommand(
                            "explain", new JsonObject().put("explain", command).put("verbosity", "executionStats")));
        }

        /** By an index, and without this stage. */
        private void indexed(JsonObject command, String without) {
            String plan = explained(command).encode().replaceFirst("\"rejectedPlans\":\\[.*", "");
            assertThat(plan).contains("\"IXSCAN\"").doesNotContain("\"COLLSCAN\"", "\"stage\":\"" + without + "\"");
        }

        private int examined(JsonObject find) {
            return explained(find).getJsonObject("executionStats").getInteger("totalKeysExamined");
        }
    }
}
