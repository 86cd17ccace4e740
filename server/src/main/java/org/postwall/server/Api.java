package org.postwall.server;

import static org.postwall.server.http.Endpoint.delete;
import static org.postwall.server.http.Endpoint.direct;
import static org.postwall.server.http.Endpoint.get;
import static org.postwall.server.http.Endpoint.patch;
import static org.postwall.server.http.Endpoint.post;
import static org.postwall.server.http.Endpoint.put;

import java.util.List;
import org.postwall.server.broadcast.BroadcastParts;
import org.postwall.server.broadcast.MessageRoutes;
import org.postwall.server.broadcast.Order;
import org.postwall.server.http.JsonBody;
import org.postwall.server.http.RouteTable;
import org.postwall.server.outbox.OutboxRoutes;
import org.postwall.server.pages.AdminPage;
import org.postwall.server.pages.DocsPage;
import org.postwall.server.pages.WallPage;
import org.postwall.server.security.Guard;
import org.postwall.server.security.Guards;
import org.postwall.server.wall.WallRoutes;
import org.postwall.telegram.health.Health;
import org.postwall.telegram.health.Metrics;

/** The table of all routes: method, path, guard, handler. openapi.yaml tells developers the same. */
final class Api {
    private Api() {}

    static RouteTable table(
            Guards guards,
            JsonBody body,
            WallRoutes wall,
            BroadcastParts broadcast,
            OutboxRoutes outbox,
            WallPage page,
            AdminPage admin,
            DocsPage docs,
            Health health,
            Metrics metrics) {
        Guard anyone = guards.anyone();
        Guard writer = guards.writer("wall");
        Guard sender = guards.writer("broadcast");
        MessageRoutes messages = broadcast.messages();
        return new RouteTable(List.of(
                direct("/api/v1/messages", wall::page),
                post("/api/v1/messages", writer.before(body.before(wall::post))),
                post("/api/v1/message", writer.before(body.before(wall::post))),
                get("/api/v1/messages/stream", anyone.before(wall::stream)),
                get("/api/v1/messages/:id", anyone.before(wall::one)),
                delete("/api/v1/messages/:id", guards.holder("moderate", "wall").before(wall::remove)),
                post("/api/v1/broadcast/messages", sender.before(body.before(messages::post))),
                get("/api/v1/broadcast/messages", sender.before(messages::list)),
                post("/api/v1/broadcast/messages/find", sender.before(body.before(messages::find))),
                get("/api/v1/broadcast/messages/:id", sender.before(messages::one)),
                patch("/api/v1/broadcast/messages/:id", sender.before(body.before(messages::edit))),
                get("/api/v1/broadcast/messages/:id/progress", sender.before(messages::stream)),
                get("/api/v1/broadcast/messages/:id/deliveries", sender.before(broadcast.recipients()::list)),
                post("/api/v1/broadcast/messages/:id/pause", sender.before(to -> messages.order(to, Order.PAUSE))),
                post("/api/v1/broadcast/messages/:id/resume", sender.before(to -> messages.order(to, Order.RESUME))),
                post("/api/v1/broadcast/messages/:id/cancel", sender.before(to -> messages.order(to, Order.CANCEL))),
                post("/api/v1/broadcast/messages/:id/recall", sender.before(to -> messages.order(to, Order.RECALL))),
                post("/api/v1/broadcast/messages/:id/retry", sender.before(to -> messages.order(to, Order.RETRY))),
                post("/api/v1/broadcast/files", sender.before(broadcast.files()::post)),
                post("/api/v1/broadcast/masters/register", sender.before(body.before(broadcast.people()::register))),
                post("/api/v1/broadcast/masters/check", sender.before(body.before(broadcast.people()::check))),
                post("/api/v1/broadcast/followers/follow", sender.before(body.before(broadcast.people()::follow))),
                post("/api/v1/broadcast/followers/unfollow", sender.before(body.before(broadcast.people()::unfollow))),
                post("/api/v1/broadcast/followers/here", sender.before(body.before(broadcast.people()::here))),
                post("/api/v1/broadcast/followers/gone", sender.before(body.before(broadcast.people()::gone))),
                put("/api/v1/broadcast/servant", sender.before(body.before(broadcast.servants()::tell))),
                get("/api/v1/outbox", sender.before(outbox::one)),
                get("/api/v1/outbox/stream", sender.before(outbox::stream)),
                post("/api/v1/broadcast/followers/catch-up", sender.before(body.before(broadcast.people()::catchUp))),
                post("/api/v1/broadcast/users", sender.before(body.before(broadcast.users()::add))),
                get("/api/v1/broadcast/users", sender.before(broadcast.users()::list)),
                get("/api/v1/broadcast/users/:chat_id", sender.before(broadcast.users()::one)),
                patch("/api/v1/broadcast/users/:chat_id", sender.before(body.before(broadcast.users()::change))),
                get("/", anyone.before(page::page)),
                get("/wall/:file", anyone.before(page::file)),
                get("/admin", anyone.before(admin::page)),
                get("/admin/:file", anyone.before(admin::file)),
                get("/docs", anyone.before(docs::page)),
                get("/docs/:file", anyone.before(docs::file)),
                get("/openapi.yaml", anyone.before(docs::contract)),
                get("/health/live", anyone.before(health::live)),
                get("/health/ready", anyone.before(health::ready)),
                get("/metrics", anyone.before(metrics::scrape))));
    }
}
