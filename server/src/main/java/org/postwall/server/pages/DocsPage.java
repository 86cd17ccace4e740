package org.postwall.server.pages;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.postwall.server.http.ApiException;

/** The contract of the API, as a file and as a page to try it on (Swagger UI from its webjar, nothing from elsewhere). */
public final class DocsPage {
    private static final String OURS = "/org/postwall/server/pages/docs/";
    /** The folder carries the version of the webjar; a test notices when they part. */
    private static final String THEIRS = "/META-INF/resources/webjars/swagger-ui/5.34.1/";

    private static final Map<String, String> FILES = Map.of(
            "docs.js", OURS,
            "docs.css", OURS,
            "swagger-ui.css", THEIRS,
            "swagger-ui-bundle.js", THEIRS);
    /** Swagger UI writes style elements and shows images that are written into its style sheet. */
    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'");

    private final Asset page = Asset.of(Asset.read(OURS + "index.html"), MediaTypes.of("index.html"));
    private final Asset contract = Asset.of(Asset.read("/openapi.yaml"), MediaTypes.of("openapi.yaml"));
    private final Map<String, Asset> loaded = new ConcurrentHashMap<>();

    public void page(RoutingContext context) {
        PageHeaders.put(context.response(), POLICY);
        page.send(context.request());
    }

    public void contract(RoutingContext context) {
        contract.send(context.request());
    }

    public void file(RoutingContext context) {
        String name = context.pathParam("file");
        if (!FILES.containsKey(name)) {
            throw ApiException.notFound("The documentation has no such file.");
        }
        load(context, name).onSuccess(file -> file.send(context.request())).onFailure(context::fail);
    }

    /** Swagger UI is large and seldom asked for, so it is read when someone does. */
    private Future<Asset> load(RoutingContext context, String name) {
        Asset known = loaded.get(name);
        return known != null
                ? Future.succeededFuture(known)
                : context.vertx()
                        .executeBlocking(
                                () -> loaded.computeIfAbsent(
                                        name,
                                        file -> Asset.of(Asset.read(FILES.get(file) + file), MediaTypes.of(file))),
                                false);
    }
}
