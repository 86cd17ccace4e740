package org.postwall.bot.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.telegram.telegrambots.meta.api.objects.message.Message;

@DisplayNameGeneration(ReplaceUnderscores.class)
class WrittenTest {
    @Test
    void of_a_photo_the_largest_size_is_taken() {
        JsonArray sizes = new JsonArray()
                .add(file("small").put("width", 90).put("height", 60))
                .add(file("large").put("width", 1280).put("height", 853))
                .add(file("middle").put("width", 320).put("height", 213));
        assertThat(medium(new JsonObject().put("photo", sizes)))
                .contains(new Medium("photo", "large", new JsonObject()));
    }

    @Test
    void an_animation_is_no_document_although_it_is_there_as_one_too() {
        JsonObject animation =
                file("a").put("duration", 3).put("width", 4).put("height", 5).put("file_name", "me.gif");
        assertThat(medium(new JsonObject().put("animation", animation).put("document", file("d"))))
                .contains(new Medium(
                        "animation",
                        "a",
                        new JsonObject().put("duration", 3).put("width", 4).put("height", 5)));
    }

    @Test
    void a_cover_and_a_caption_above_are_kept() {
        JsonObject video =
                file("v").put("duration", 3).put("width", 4).put("height", 5).put("file_name", "me.mp4");
        JsonObject message = new JsonObject()
                .put("video", video)
                .put("has_media_spoiler", true)
                .put("show_caption_above_media", true);
        assertThat(medium(message).orElseThrow().hints())
                .isEqualTo(new JsonObject(
                        "{\"spoiler\":true,\"caption_above\":true,\"duration\":3,\"width\":4,\"height\":5}"));
    }

    @Test
    void of_music_all_is_kept_that_people_see() {
        JsonObject audio = file("m")
                .put("duration", 200)
                .put("performer", "P")
                .put("title", "T")
                .put("file_name", "t.mp3");
        assertThat(medium(new JsonObject().put("audio", audio)))
                .contains(new Medium(
                        "audio",
                        "m",
                        new JsonObject("{\"name\":\"t.mp3\",\"duration\":200,\"performer\":\"P\",\"title\":\"T\"}")));
    }

    @Test
    void of_a_name_too_long_for_the_server_the_end_is_kept() {
        JsonObject document = file("d").put("file_name", "x".repeat(300) + ".pdf");
        assertThat(medium(new JsonObject().put("document", document)))
                .contains(new Medium("document", "d", new JsonObject().put("name", "x".repeat(251) + ".pdf")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"video_note", "venue", "dice", "story"})
    void other_kinds_are_nothing(String kind) {
        JsonObject content = file("f")
                .put("length", 1)
                .put("duration", 1)
                .put("id", 1)
                .put("value", 1)
                .put("emoji", "x");
        assertThat(Written.read(message(new JsonObject().put(kind, content)), "k"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"videos/file_7.MP4, video.MP4", "videos/file_7, video.bin", "a.b/c, video.bin", "x.tar.gz, video.gz"})
    void the_name_of_a_file_tells_its_type_only(String path, String name) {
        assertThat(new Medium("video", "f", new JsonObject()).plainName(path)).isEqualTo(name);
    }

    private static Optional<Medium> medium(JsonObject message) {
        return Written.read(message(message), "k").flatMap(NewMessage::medium);
    }

    private static Message message(JsonObject fields) {
        return Stage.read(new JsonObject().put("message_id", 1).put("date", 1).mergeIn(fields), Message.class);
    }

    private static JsonObject file(String id) {
        return new JsonObject().put("file_id", id).put("file_unique_id", "u" + id);
    }
}
