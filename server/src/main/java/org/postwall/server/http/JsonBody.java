package org.postwall.server.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Reads request bodies: JSON in UTF-8, of bounded size, within bounded time (RFC 8259).
 *
 * <p>Strict where two readers could understand two things: bytes that aren't UTF-8, names that occur twice and anything
 * after the end are refused (400). Depth and length of numbers are bounded by Jackson.
 */
public final class JsonBody {
    /** 64 KiB. */
    public static final int LIMIT = 64 * 1024;

    private static final String KEY = JsonBody.class.getName();
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Duration patience;

    /** @param patience how long a client may take to send a body */
    public JsonBody(Duration patience) {
        this.patience = patience;
    }

    /** The handler that reads the body first and fails with 400, 408, 413, 415 or 417 where it can't. */
    public Handler<RoutingContext> before(Handler<RoutingContext> handler) {
        return context -> {
            HttpServerRequest request = context.request();
            MediaType.requireJson(request);
            Expectation.meet(request, LIMIT);
            receive(context).onSuccess(body -> run(handler, context, body)).onFailure(context::fail);
        };
    }

    /** The body that was read: any JSON value. */
    public static JsonNode of(RoutingContext context) {
        return context.get(KEY);
    }

    private static void run(Handler<RoutingContext> handler, RoutingContext context, Buffer body) {
        try {
            context.put(KEY, parse(body));
            handler.handle(context);
        } catch (RuntimeException e) {
            context.fail(e);
        }
    }

    private Future<Buffer> receive(RoutingContext context) {
        HttpServerRequest request = context.request();
        Buffer body = Buffer.buffer();
        Promise<Buffer> whole = Promise.promise();
        request.handler(bytes -> {
            if (body.length() + bytes.length() > LIMIT) {
                whole.tryFail(ApiException.tooLarge(LIMIT));
            } else if (!whole.future().isComplete()) {
                body.appendBuffer(bytes);
            }
        });
        request.exceptionHandler(broken -> whole.tryFail(broken));
        request.endHandler(end -> {
            if (StrictDecoder.isBroken(request.connection())) {
                whole.tryFail(ApiException.unreadable("The chunks of the body can't be read."));
            } else {
                whole.tryComplete(body);
            }
        });
        request.resume();
        if (whole.future().isComplete()) {
            return whole.future();
        }
        long late = context.vertx()
                .setTimer(
                        patience.toMillis(),
                        timer -> whole.tryFail(ApiException.status(408, "The body didn't arrive in time.")));
        return whole.future().onComplete(done -> context.vertx().cancelTimer(late));
    }

    static JsonNode parse(Buffer body) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.getBytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ApiException.unreadable("The body is not UTF-8.");
        }
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node.isMissingNode()) {
                throw ApiException.unreadable("The body is empty: it must be JSON.");
            }
            return node;
        } catch (JacksonException e) {
            throw ApiException.unreadable("The body is not JSON: " + why(e));
        }
    }

    /** Where reading stopped, without a word of the body. */
    private static String why(JacksonException e) {
        return e.getLocation() == null
                ? "it can't be read."
                : "reading stopped at line %d, column %d."
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    }
}
