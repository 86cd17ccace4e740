package org.postwall.telegram;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.telegram.telegrambots.meta.api.methods.botapimethods.PartialBotApiMethod;
import org.telegram.telegrambots.meta.api.methods.send.SendMediaGroup;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageMedia;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.media.InputMedia;

/**
 * The JSON of methods that carry files. Telegrambots-meta has no JSON for them (SendPhoto and its kin have no property
 * names), so it is made from their fields, whose names follow the Bot API's in camel case.
 *
 * <p>Files by URL or {@code file_id} stay in the JSON; new ones become {@link Upload}s.
 */
final class MediaJson {
    private static final String UPLOADS = "uploads";
    private static final String ATTACH = "attach://";

    private static final ObjectMapper FIELDS = JsonMapper.builder()
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addMixIn(InputFile.class, AsUpload.class)
            .addMixIn(SendMediaGroup.class, MediaNotMedias.class)
            .build();

    private MediaJson() {}

    static ObjectNode write(PartialBotApiMethod<?> method, List<Upload> uploads) {
        List<Upload> found = new ArrayList<>();
        ObjectNode fields;
        try {
            // Not valueToTree: it ignores the attribute.
            byte[] json = FIELDS.writer().withAttribute(UPLOADS, found).writeValueAsBytes(method);
            fields = (ObjectNode) FIELDS.readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException(method.getMethod() + " has no JSON", e);
        }
        fields.remove("method");
        albums(method, fields, found);
        dropEmptyEntities(fields);
        found.forEach(upload -> uploads.add(underItsField(upload, fields)));
        return fields;
    }

    private static void albums(PartialBotApiMethod<?> method, ObjectNode fields, List<Upload> found) {
        if (method instanceof SendMediaGroup group) {
            for (int i = 0; i < group.getMedias().size(); i++) {
                item(group.getMedias().get(i), (ObjectNode) fields.get("media").get(i), found);
            }
        } else if (method instanceof EditMessageMedia edit) {
            item(edit.getMedia(), (ObjectNode) fields.get("media"), found);
        }
    }

    private static void item(InputMedia media, ObjectNode json, List<Upload> found) {
        if (media.isNewMedia()) {
            Upload upload = new Upload(
                    "file" + found.size(),
                    media.getMediaName(),
                    media.getNewMediaFile(),
                    media.getNewMediaStream(),
                    null);
            json.put("media", ATTACH + upload.part());
            found.add(upload);
        }
    }

    /** A file that is the value of a field goes under the field's own name, as most clients send it. */
    private static Upload underItsField(Upload upload, ObjectNode fields) {
        for (var field : fields.properties()) {
            if (field.getValue().asText().equals(ATTACH + upload.part())) {
                String name = field.getKey();
                fields.remove(name);
                return upload.named(name);
            }
        }
        return upload;
    }

    private static void dropEmptyEntities(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("caption_entities").isEmpty()) {
            object.remove("caption_entities");
        }
        node.forEach(MediaJson::dropEmptyEntities);
    }

    @JsonSerialize(using = UploadWriter.class)
    private abstract static class AsUpload {}

    private abstract static class MediaNotMedias {
        @SuppressWarnings("unused") // Jackson reads its annotation
        @JsonProperty("media")
        List<InputMedia> medias;
    }

    private static final class UploadWriter extends JsonSerializer<InputFile> {
        @Override
        public void serialize(InputFile file, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (!file.isNew()) {
                json.writeString(file.getAttachName());
                return;
            }
            @SuppressWarnings("unchecked") // put there by write
            List<Upload> found = (List<Upload>) provider.getAttribute(UPLOADS);
            Upload upload = new Upload(
                    "file" + found.size(), file.getMediaName(), file.getNewMediaFile(), file.getNewMediaStream(), null);
            found.add(upload);
            json.writeString(ATTACH + upload.part());
        }
    }
}
