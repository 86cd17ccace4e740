package org.postwall.server.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postwall.server.broadcast.MediaMethods.Words;
import org.telegram.telegrambots.meta.api.methods.send.SendPhoto;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MediaMethodsTest {
    private static final InputFile FILE = new InputFile("a file's id");

    @ParameterizedTest
    @EnumSource(MediaKind.class)
    void every_kind_goes_without_words_and_without_formatting(MediaKind kind) {
        assertThatCode(() -> MediaMethods.of(kind, 7, FILE, new Words(null, null, null), new JsonObject()))
                .doesNotThrowAnyException();
    }

    @Test
    void a_captions_formatting_is_kept() {
        List<MessageEntity> bold =
                List.of(MessageEntity.builder().type("bold").offset(0).length(4).build());
        var sent = MediaMethods.of(MediaKind.PHOTO, 7, FILE, new Words("Look", null, bold), new JsonObject());
        assertThat(sent).isInstanceOfSatisfying(SendPhoto.class, photo -> {
            assertThat(photo.getCaption()).isEqualTo("Look");
            assertThat(photo.getCaptionEntities()).isEqualTo(bold);
        });
    }
}
