package org.postwall.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.multipart.MultipartForm;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.api.methods.botapimethods.PartialBotApiMethod;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;
import org.telegram.telegrambots.meta.exceptions.TelegramApiValidationException;

/**
 * One call of the Bot API, ready to be sent, any number of times.
 *
 * @param method the method's name, as it goes into the path
 * @param fields its parameters as JSON
 * @param uploads files that travel with it
 * @param reader makes the result from the text of a successful answer
 */
public record Call<T>(String method, ObjectNode fields, List<Upload> uploads, Reader<T> reader) {
    static final ObjectMapper JSON = new ObjectMapper();

    /** Makes the result from an answer's whole text. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(String answer) throws Exception;
    }

    /** A call of a method of telegrambots-meta; throws IllegalArgumentException if it was filled in wrongly. */
    public static <T extends Serializable> Call<T> of(PartialBotApiMethod<T> method) {
        try {
            method.validate();
        } catch (TelegramApiValidationException e) {
            throw new IllegalArgumentException(method.getMethod() + ": " + e.getMessage(), e);
        }
        List<Upload> uploads = new ArrayList<>();
        ObjectNode fields;
        if (method instanceof BotApiMethod<T>) {
            fields = JSON.valueToTree(method);
            fields.remove("method");
        } else {
            fields = MediaJson.write(method, uploads);
        }
        return new Call<>(method.getMethod(), fields, List.copyOf(uploads), text -> read(method, text));
    }

    private static <T extends Serializable> T read(PartialBotApiMethod<T> method, String text)
            throws TelegramApiRequestException {
        return method.deserializeResponse(text);
    }

    /** The chat that the call is about, as it stands in the request: a number, {@code @name}, or nothing. */
    public String chat() {
        return fields.path("chat_id").asText("");
    }

    /** The same call with the content of streams in memory. */
    Future<Call<T>> load(Vertx vertx) {
        List<Future<Upload>> loads =
                uploads.stream().map(upload -> upload.load(vertx)).toList();
        return Future.all(loads).map(all -> new Call<>(method, fields, all.list(), reader));
    }

    Buffer json() {
        return Buffer.buffer(fields.toString());
    }

    /** Scalars go as they are, everything else as JSON, as the Bot API wants it in a form. */
    MultipartForm form() {
        MultipartForm form = MultipartForm.create();
        fields.properties().forEach(field -> {
            JsonNode value = field.getValue();
            form.attribute(field.getKey(), value.isValueNode() ? value.asText() : value.toString());
        });
        uploads.forEach(upload -> upload.addTo(form));
        return form;
    }
}
