package org.postwall.simulator.page;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.postwall.simulator.world.Impossible;
import org.postwall.simulator.world.World;

/** The table of the chat page's routes. */
public final class ChatPage {
    /** The largest file a person may send, in bytes, and what a JSON body needs beside it. */
    private static final long LARGEST_BODY = 51L << 20;

    private ChatPage() {}

    /**
     * Adds the page to a router that runs on the world's event loop. Mount it before routes that read bodies of any size.
     *
     * @param wallUrl where the wall page is, for a link to it
     */
    public static void mount(Router router, World world, Optional<URI> wallUrl) {
        Places places = new Places(world);
        ChatViews views = new ChatViews(world);
        StateRoutes state = new StateRoutes(world, places, wallUrl);
        ChatRoutes chats = new ChatRoutes(world, places, views);
        FileRoutes files = new FileRoutes(world, places);
        Assets assets = new Assets();
        Feed feed = new Feed(world, views);
        LoopbackGuard guard = new LoopbackGuard();

        router.route("/").handler(guard);
        router.route("/simulator/page/*").handler(guard);
        router.get("/").handler(context -> assets.serve(context, "index.html"));
        router.get("/favicon.ico").handler(context -> assets.serve(context, "icon.svg"));
        router.get("/simulator/page/assets/:name").handler(context -> assets.serve(context, context.pathParam("name")));
        router.get("/simulator/page/feed").handler(feed::open);
        router.get("/simulator/page/files").handler(checked(files::send));
        router.route("/simulator/page/*").handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
        router.get("/simulator/page/state").handler(answer(state::show));
        router.post("/simulator/page/people").handler(answer(state::meet));
        router.get("/simulator/page/chat").handler(answer(chats::show));
        router.post("/simulator/page/messages").handler(answer(chats::write));
        router.patch("/simulator/page/messages").handler(answer(chats::edit));
        router.post("/simulator/page/uploads").handler(answer(chats::upload));
        router.post("/simulator/page/taps").handler(answer(chats::tap));
        router.post("/simulator/page/blocks").handler(answer(chats::block));
    }

    private static Handler<RoutingContext> answer(Function<RoutingContext, JsonObject> action) {
        return checked(context -> context.json(action.apply(context)));
    }

    /** What can't be done is said in a sentence, as the control routes do. */
    private static Handler<RoutingContext> checked(Handler<RoutingContext> action) {
        return context -> {
            try {
                action.handle(context);
            } catch (Impossible impossible) {
                context.response().setStatusCode(impossible.status());
                context.json(new JsonObject().put("error", impossible.getMessage()));
            }
        };
    }
}
