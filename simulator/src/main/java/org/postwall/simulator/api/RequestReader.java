package org.postwall.simulator.api;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Reads the parameters of a call from wherever its client put them: query, form, multipart or JSON body. */
final class RequestReader {
    /** The largest request Telegram's front takes: a 50 MB file and what comes with it. */
    private static final long LIMIT = 51L << 20;

    private RequestReader() {}

    /** Fails with a {@link Refusal} if the body can't be understood, with anything else if the client went away. */
    static Future<Params> read(HttpServerRequest request) {
        Map<String, Object> values = new HashMap<>();
        try {
            request.params().forEach(parameter -> values.put(parameter.getKey(), parameter.getValue()));
        } catch (IllegalArgumentException e) {
            request.resume();
            return Future.failedFuture(Refusal.bad("can't parse the query"));
        }
        String header = request.getHeader(HttpHeaders.CONTENT_TYPE);
        String type = header == null ? "" : header.toLowerCase(Locale.ROOT);
        boolean form = type.startsWith("multipart/form-data") || type.startsWith("application/x-www-form-urlencoded");
        return form ? readForm(request, values) : readBody(request, values, type.startsWith("application/json"));
    }

    private static Future<Params> readForm(HttpServerRequest request, Map<String, Object> values) {
        Promise<Params> read = Promise.promise();
        Map<String, Upload> uploads = new HashMap<>();
        AtomicLong size = new AtomicLong();
        request.setExpectMultipart(true);
        request.uploadHandler(part -> {
            Buffer content = Buffer.buffer();
            part.handler(chunk -> {
                if (size.addAndGet(chunk.length()) <= LIMIT) {
                    content.appendBuffer(chunk);
                }
            });
            uploads.put(part.name(), new Upload(part.filename() == null ? "" : part.filename(), content));
        });
        request.exceptionHandler(failure -> read.tryFail(Refusal.bad("can't parse the request body")));
        request.endHandler(end -> {
            request.formAttributes().forEach(field -> values.put(field.getKey(), field.getValue()));
            if (size.get() > LIMIT) {
                read.tryFail(tooLarge());
            } else if (values.values().stream().anyMatch(RequestReader::isBroken)) {
                read.tryFail(notUtf8());
            } else {
                read.tryComplete(new Params(values, uploads));
            }
        });
        request.resume();
        return read.future();
    }

    private static Future<Params> readBody(HttpServerRequest request, Map<String, Object> values, boolean json) {
        Promise<Params> read = Promise.promise();
        Buffer body = Buffer.buffer();
        request.exceptionHandler(read::tryFail);
        request.handler(chunk -> {
            if (body.length() <= LIMIT) {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(end -> {
            try {
                if (body.length() > LIMIT) {
                    throw tooLarge();
                }
                if (json && body.length() > 0) {
                    decode(body).forEach(field -> values.put(field.getKey(), field.getValue()));
                }
                if (values.values().stream().anyMatch(RequestReader::isBroken)) {
                    throw notUtf8();
                }
                read.tryComplete(new Params(values, Map.of()));
            } catch (Refusal refusal) {
                read.tryFail(refusal);
            }
        });
        request.resume();
        return read.future();
    }

    private static JsonObject decode(Buffer body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.getBytes()))
                    .toString();
            if (Json.decodeValue(text) instanceof JsonObject object) {
                return object;
            }
            throw Refusal.bad("object expected as the request body");
        } catch (CharacterCodingException e) {
            throw notUtf8();
        } catch (DecodeException e) {
            throw Refusal.bad("can't parse JSON object");
        }
    }

    /** Half a surrogate pair can't be written in UTF-8; the replacement character is what decoding leaves of garbage. */
    private static boolean isBroken(Object value) {
        return value instanceof String text
                && !StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static Refusal notUtf8() {
        return Refusal.bad("strings must be encoded in UTF-8");
    }

    private static Refusal tooLarge() {
        return Refusal.of(413, "Request Entity Too Large");
    }
}
