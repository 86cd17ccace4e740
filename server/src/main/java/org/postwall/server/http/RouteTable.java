package org.postwall.server.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** All routes of the server, in the order in which they are tried. */
public final class RouteTable {
    /** The methods of RFC 9110 and RFC 5789; any other is not one this server knows. */
    private static final Set<String> KNOWN =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

    private final List<Endpoint> endpoints;
    private final Map<Endpoint, Pattern> patterns = new LinkedHashMap<>();

    public RouteTable(List<Endpoint> endpoints) {
        this.endpoints = List.copyOf(endpoints);
        this.endpoints.forEach(endpoint -> patterns.put(endpoint, endpoint.pattern()));
    }

    public List<Endpoint> endpoints() {
        return endpoints;
    }

    /** Makes a route of every line, and a last one that answers OPTIONS for all of them. */
    void mount(Router router, Traffic traffic, Cors cors, Handler<RoutingContext> failed) {
        for (Endpoint endpoint : endpoints) {
            Route route = router.route(endpoint.path()).method(endpoint.method());
            if (HttpMethod.GET.equals(endpoint.method())) {
                route.method(HttpMethod.HEAD);
            }
            Mark mark = new Mark(traffic.of(endpoint), cors);
            route.handler(mark.before(endpoint.handler())).failureHandler(failed);
        }
        router.route()
                .method(HttpMethod.OPTIONS)
                .handler(context -> options(context, cors))
                .failureHandler(failed);
    }

    /** The endpoints that need no router. */
    List<Express.Line> direct(Traffic traffic, Cors cors) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.direct().isPresent())
                .map(endpoint -> new Express.Line(
                        endpoint.path(), endpoint.direct().get(), new Mark(traffic.of(endpoint), cors)))
                .toList();
    }

    private void options(RoutingContext context, Cors cors) {
        Set<String> allowed = allowed(context.normalizedPath());
        if (allowed.isEmpty()) {
            throw refuse(context);
        }
        cors.preflight(context.request(), allowed);
        context.response()
                .setStatusCode(204)
                .putHeader(HttpHeaders.ALLOW, String.join(", ", allowed))
                .end();
    }

    /** The methods that {@code path} answers to; empty: nothing lives there. */
    private Set<String> allowed(String path) {
        Set<String> methods = new TreeSet<>();
        patterns.forEach((endpoint, pattern) -> {
            if (pattern.matcher(path).matches()) {
                methods.add(endpoint.method().name());
            }
        });
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        if (!methods.isEmpty()) {
            methods.add("OPTIONS");
        }
        return methods;
    }

    /** Why no route took this request: an unknown method, the wrong one, or nothing there. */
    ApiException refuse(RoutingContext context) {
        if (!KNOWN.contains(context.request().method().name())) {
            return ApiException.status(501, "This server doesn't know that method.");
        }
        Set<String> allowed = allowed(context.normalizedPath());
        if (allowed.isEmpty()) {
            return ApiException.notFound("Nothing lives at this path. What does is at /docs.");
        }
        return ApiException.methodNotAllowed(allowed);
    }
}
