package org.postwall.simulator.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.postwall.simulator.calls.CallLog;
import org.postwall.simulator.faults.Fault;
import org.postwall.simulator.faults.Faults;
import org.postwall.simulator.updates.LongPoll;
import org.postwall.simulator.world.Bot;
import org.postwall.simulator.world.World;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP edge of the Bot API: {@code /bot<token>/<method>}, any case. It finds the method, and notes every call. */
public final class BotApi {
    private static final Logger LOG = LoggerFactory.getLogger(BotApi.class);

    private final Vertx vertx;
    private final Clock clock;
    private final World world;
    private final Methods methods;
    private final Faults faults;
    private final CallLog calls;

    public BotApi(Vertx vertx, Clock clock, World world, Methods methods, Faults faults, CallLog calls) {
        this.vertx = vertx;
        this.clock = clock;
        this.world = world;
        this.methods = methods;
        this.faults = faults;
        this.calls = calls;
        methods.webhookReplies().caller(this::callFromWebhook);
    }

    /** A method called in the answer to a delivered update. */
    private void callFromWebhook(Bot bot, String name, Params params) {
        Instant at = clock.instant();
        Future<Object> answer = methods.find(name)
                .map(method -> {
                    try {
                        return method.answer(new Call(bot, params, action -> {}));
                    } catch (RuntimeException failure) {
                        return Future.failedFuture(failure);
                    }
                })
                .orElseGet(() -> Future.failedFuture(Refusal.notFound()));
        answer.onComplete(done -> {
            int status = done.succeeded() ? 200 : done.cause() instanceof Refusal refusal ? refusal.code() : 500;
            int wait = done.cause() instanceof Refusal refusal ? refusal.retryAfter() : 0;
            String chat = chatNumber(params.text("chat_id"));
            int error = status == 200 ? 0 : status;
            calls.add(at, Optional.of(bot), methods.properName(name), chat, status, error, wait);
        });
    }

    public void handle(HttpServerRequest request) {
        Exchange exchange = new Exchange(request, clock.instant());
        request.pause();
        Optional<BotPath> path = BotPath.of(request);
        if (path.isEmpty()) {
            request.resume();
            refuse(exchange, Refusal.notFound());
            return;
        }
        String name = path.get().rest();
        exchange.method(methods.properName(name));
        RequestReader.read(request)
                .onComplete(params -> act(exchange, path.get().token(), name, params), failure -> {
                    if (failure instanceof Refusal refusal) {
                        refuse(exchange, refusal);
                    } else {
                        cut(exchange);
                    }
                });
    }

    private void act(Exchange exchange, String token, String name, Params params) {
        exchange.chat(params.text("chat_id"));
        Optional<Bot> bot = world.bots().enter(token);
        if (bot.isEmpty()) {
            refuse(exchange, Refusal.of(401, "Unauthorized"));
            return;
        }
        exchange.bot(bot.get());
        if (bot.get().isLoggedOut(clock.instant())) {
            refuse(exchange, Refusal.bad("Logged out"));
            return;
        }
        Optional<Method> method = methods.find(name);
        if (method.isEmpty()) {
            refuse(exchange, Refusal.notFound());
            return;
        }
        Call call = new Call(bot.get(), params, exchange::onGone);
        Optional<Fault> fault = faults.strike(bot.get(), exchange.method(), chatNumber(exchange.chat()));
        if (fault.isEmpty()) {
            run(exchange, method.get(), call, false);
        } else if (fault.get().delay().isZero()) {
            fail(exchange, method.get(), call, fault.get());
        } else {
            vertx.setTimer(fault.get().delay().toMillis(), timer -> fail(exchange, method.get(), call, fault.get()));
        }
    }

    private void fail(Exchange exchange, Method method, Call call, Fault fault) {
        switch (fault.kind()) {
            case CUT_BEFORE -> cut(exchange);
            case CUT_AFTER -> run(exchange, method, call, true);
            case ERROR -> refuse(exchange, Refusal.of(fault.code(), fault.description(), fault.retryAfter()));
            case SLOW -> run(exchange, method, call, false);
        }
    }

    private void run(Exchange exchange, Method method, Call call, boolean cut) {
        Future<Object> answer;
        try {
            answer = method.answer(call);
        } catch (RuntimeException failure) {
            answer = Future.failedFuture(failure);
        }
        if (cut) {
            answer.onComplete(done -> cut(exchange));
            return;
        }
        answer.onComplete(
                result -> {
                    if (exchange.end(200, envelope(result), 0)) {
                        note(exchange, 200, 0);
                    }
                },
                failure -> {
                    if (failure instanceof LongPoll.CallerGone) {
                        note(exchange, 0, 0);
                    } else {
                        refuse(exchange, refusal(exchange, failure));
                    }
                });
    }

    private static JsonObject envelope(Object result) {
        JsonObject json = new JsonObject().put("ok", true);
        return result instanceof Described described
                ? json.put("result", described.result()).put("description", described.description())
                : json.put("result", result);
    }

    private static Refusal refusal(Exchange exchange, Throwable failure) {
        if (failure instanceof Refusal refusal) {
            return refusal;
        }
        if (failure instanceof LongPoll.Conflict conflict) {
            return Refusal.of(409, conflict.getMessage());
        }
        LOG.error("{} failed", exchange.method(), failure);
        return Refusal.of(500, "Internal Server Error");
    }

    private void refuse(Exchange exchange, Refusal refusal) {
        if (exchange.end(refusal.code(), refusal.toJson(), refusal.retryAfter())) {
            note(exchange, refusal.code(), refusal.retryAfter());
        }
    }

    private void cut(Exchange exchange) {
        exchange.cut();
        note(exchange, 0, 0);
    }

    private void note(Exchange exchange, int status, int retryAfter) {
        calls.add(
                exchange.at(),
                exchange.bot(),
                exchange.method(),
                chatNumber(exchange.chat()),
                status,
                status == 200 ? 0 : status,
                retryAfter);
    }

    /** The number of a named chat if there is such a chat; what was asked for otherwise. */
    private String chatNumber(String chat) {
        return chat.startsWith("@")
                ? world.chats()
                        .group(chat)
                        .map(known -> Long.toString(known.id()))
                        .orElse(chat)
                : chat;
    }
}
