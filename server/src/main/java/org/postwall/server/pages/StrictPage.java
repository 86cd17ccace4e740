package org.postwall.server.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.postwall.server.http.ApiException;

/** A page of our own and the few files it consists of, under the strictest policy that a page can live with. */
final class StrictPage {
    /** Scripts only from here and nothing inline, so what people write can't become one; no HTML from strings at all. */
    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'");

    private final Asset page;
    private final Map<String, Asset> files;

    /**
     * Reads the files.
     *
     * @param folder on the class path, beside this class; {@code index.html} in it is the page
     * @param names the other files
     * @param fill puts into the page what differs between servers
     */
    StrictPage(String folder, List<String> names, UnaryOperator<String> fill) {
        String path = "/org/postwall/server/pages/" + folder + "/";
        String filled = fill.apply(new String(Asset.read(path + "index.html"), UTF_8));
        page = Asset.of(filled.getBytes(UTF_8), MediaTypes.of("index.html"));
        files = names.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), name -> Asset.of(Asset.read(path + name), MediaTypes.of(name))));
    }

    void page(RoutingContext context) {
        PageHeaders.put(context.response(), POLICY);
        page.send(context.request());
    }

    void file(RoutingContext context) {
        Asset file = files.get(context.pathParam("file"));
        if (file == null) {
            throw ApiException.notFound("The page has no such file.");
        }
        file.send(context.request());
    }
}
