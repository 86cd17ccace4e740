package org.postwall.simulator.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.postwall.simulator.world.ImageSize;
import org.postwall.simulator.world.MediaKind;

/**
 * Media given by address. Only loopback is really asked: a simulator fetches nothing from the internet, so any other
 * address that looks right yields a picture made on the spot.
 */
final class WebMedia {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final long LARGEST_PHOTO = 5L << 20;
    private static final long LARGEST_FILE = 20L << 20;

    private final HttpClient http;

    WebMedia(Vertx vertx) {
        http = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(5_000));
    }

    Future<Upload> fetch(MediaKind kind, String address) {
        URI uri = parse(address);
        String path = uri.getPath() == null ? "" : uri.getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (!LOOPBACK.contains(uri.getHost())) {
            return Future.succeededFuture(new Upload(name, Placeholder.picture(address)));
        }
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setFollowRedirects(true)
                .setAbsoluteURI(uri.toString());
        return http.request(request)
                .compose(ready -> ready.send())
                .compose(response -> accept(kind, response))
                .timeout(20, TimeUnit.SECONDS)
                .recover(failure -> Future.failedFuture(failure instanceof Refusal ? failure : unreachable()))
                .map(content -> new Upload(name, content));
    }

    private static URI parse(String address) {
        String full = address.contains("://") ? address : "http://" + address;
        String lower = full.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
            throw Refusal.bad("invalid file HTTP URL specified: Unsupported URL protocol");
        }
        try {
            URI uri = new URI(full);
            if (uri.getHost() == null) {
                throw Refusal.bad("invalid file HTTP URL specified: URL host is empty");
            }
            if (!uri.getHost().contains(".") && !LOOPBACK.contains(uri.getHost())) {
                throw Refusal.bad("wrong HTTP URL specified");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw Refusal.bad("wrong HTTP URL specified");
        }
    }

    private static Future<Buffer> accept(MediaKind kind, HttpClientResponse response) {
        if (response.statusCode() != 200) {
            return Future.failedFuture(unreachable());
        }
        String header = response.getHeader("content-type");
        String type = header == null ? "" : header.toLowerCase(Locale.ROOT);
        return response.body().map(body -> {
            if (body.length() == 0 || body.length() > (kind == MediaKind.PHOTO ? LARGEST_PHOTO : LARGEST_FILE)) {
                throw unreachable();
            }
            boolean page = type.startsWith("text/html");
            if (page || (kind == MediaKind.PHOTO && ImageSize.of(body).isEmpty())) {
                throw Refusal.bad("wrong type of the web page content");
            }
            if (kind == MediaKind.PHOTO) {
                MediaInputs.checkPhoto(body);
            }
            return body;
        });
    }

    private static Refusal unreachable() {
        return Refusal.bad("failed to get HTTP URL content");
    }
}
