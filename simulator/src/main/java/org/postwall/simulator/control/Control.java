package org.postwall.simulator.control;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Map;
import java.util.function.Function;
import org.postwall.simulator.api.Methods;
import org.postwall.simulator.calls.CallLog;
import org.postwall.simulator.faults.Faults;
import org.postwall.simulator.limits.LimitSettings;
import org.postwall.simulator.limits.Limits;
import org.postwall.simulator.page.LoopbackGuard;
import org.postwall.simulator.world.Impossible;
import org.postwall.simulator.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table of all control routes. */
public final class Control {
    private static final Logger LOG = LoggerFactory.getLogger(Control.class);
    /** A 50 MB file in base64, and what comes with it. */
    private static final long LARGEST_BODY = 70L << 20;

    private final World world;
    private final Limits limits;
    private final Faults faults;
    private final CallLog calls;

    public Control(World world, Limits limits, Faults faults, CallLog calls) {
        this.world = world;
        this.limits = limits;
        this.faults = faults;
        this.calls = calls;
    }

    public void mount(Router router, Methods methods) {
        People people = new People(world);
        var bots = new BotRoutes(world);
        var messages = new MessageRoutes(world, people);
        var views = new Views(world, people);
        var chats = new ChatRoutes(world, people);
        var callLog = new CallRoutes(calls, world, people, methods);
        var trouble = new TroubleRoutes(faults, limits, people);

        Map.of(
                        400, "the request can't be understood",
                        404, "there is no such route",
                        405, "this route takes another method",
                        413, "the body is too large")
                .forEach((status, sentence) ->
                        router.errorHandler(status, context -> refuse(context, status, sentence)));
        router.route("/simulator/*").handler(new LoopbackGuard());
        // Every body here is JSON, whatever its type says: curl says "form" unless it is told otherwise.
        router.route("/simulator/*").handler(context -> {
            context.request().headers().remove(HttpHeaders.CONTENT_TYPE);
            context.next();
        });
        router.route("/simulator/*").handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
        router.post("/simulator/bots").handler(answer(bots::add));
        router.get("/simulator/bots").handler(answer(bots::list));
        router.post("/simulator/strict").handler(answer(bots::strict));
        router.post("/simulator/messages").handler(answer(messages::write));
        router.patch("/simulator/messages").handler(answer(messages::edit));
        router.post("/simulator/taps").handler(answer(messages::tap));
        router.post("/simulator/blocks").handler(answer(chats::block));
        router.post("/simulator/chats").handler(answer(chats::establish));
        router.get("/simulator/chats").handler(answer(chats::list));
        router.post("/simulator/chats/:chat/members").handler(answer(chats::member));
        router.post("/simulator/chats/:chat/upgrade").handler(answer(chats::upgrade));
        router.get("/simulator/chats/:chat/messages").handler(answer(views::messages));
        router.get("/simulator/callbacks/:id").handler(answer(views::callback));
        router.get("/simulator/calls").handler(checked(callLog::list));
        router.post("/simulator/faults").handler(answer(trouble::order));
        router.delete("/simulator/faults").handler(answer(trouble::clear));
        router.post("/simulator/limits").handler(answer(trouble::limit));
        router.get("/simulator/limits").handler(answer(trouble::limits));
        router.post("/simulator/reset").handler(answer(context -> {
            reset();
            return new JsonObject();
        }));
    }

    private void reset() {
        world.forget();
        calls.forget();
        faults.clear();
        limits.set(LimitSettings.TELEGRAM);
    }

    private static Handler<RoutingContext> answer(Function<RoutingContext, Object> action) {
        return checked(context -> {
            Object answer = action.apply(context);
            context.response().putHeader("content-type", "application/json");
            context.end(answer instanceof JsonArray list ? list.toBuffer() : ((JsonObject) answer).toBuffer());
        });
    }

    /** What can't be done is said in a sentence. */
    private static Handler<RoutingContext> checked(Handler<RoutingContext> action) {
        return context -> {
            try {
                action.handle(context);
            } catch (Impossible impossible) {
                refuse(context, impossible.status(), impossible.getMessage());
            } catch (RuntimeException failure) {
                LOG.error(
                        "{} {} failed",
                        context.request().method(),
                        context.request().path(),
                        failure);
                context.fail(500, failure);
            }
        };
    }

    private static void refuse(RoutingContext context, int status, String sentence) {
        context.response().setStatusCode(status);
        context.json(new JsonObject().put("error", sentence));
    }
}
