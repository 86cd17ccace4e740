package org.postwall.simulator.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page's own files: they lie beside this class and are read once. */
final class Assets {
    private static final Pattern NAME = Pattern.compile("[a-z]+\\.(html|css|js|svg)");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, Asset> read = new HashMap<>();

    private record Asset(Buffer content, String type, String tag) {}

    void serve(RoutingContext context, String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            context.response().setStatusCode(404).end();
            return;
        }
        if (read.containsKey(name)) {
            answer(context, read.get(name));
            return;
        }
        context.vertx()
                .executeBlocking(() -> load(name, TYPES.get(matcher.group(1))))
                .onFailure(context::fail)
                .onSuccess(asset -> {
                    if (asset.isEmpty()) {
                        context.response().setStatusCode(404).end();
                        return;
                    }
                    read.put(name, asset.get());
                    answer(context, asset.get());
                });
    }

    private static void answer(RoutingContext context, Asset asset) {
        context.response().putHeader("etag", asset.tag()).putHeader("cache-control", "no-cache");
        if (asset.tag().equals(context.request().getHeader("if-none-match"))) {
            context.response().setStatusCode(304).end();
        } else {
            context.response().putHeader("content-type", asset.type()).end(asset.content());
        }
    }

    private static Optional<Asset> load(String name, String type) {
        try (InputStream file = Assets.class.getResourceAsStream(name)) {
            if (file == null) {
                return Optional.empty();
            }
            Buffer content = Buffer.buffer(file.readAllBytes());
            return Optional.of(new Asset(
                    content, type, "\"" + Integer.toHexString(content.hashCode()) + "-" + content.length() + "\""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
