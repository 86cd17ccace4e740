package org.postwall.bot;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.util.List;
import java.util.Optional;
import org.postwall.simulator.Simulator;
import org.postwall.simulator.SimulatorOptions;

/** Telegram as tests see it: the simulator with one bot, moved by its control routes. */
public final class Telegram implements AutoCloseable {
    private static final String BOT = "wall_bot";

    private final Simulator simulator;
    private final WebClient client;
    private final String token;
    private long people = 1000;

    public Telegram(Vertx vertx) {
        simulator = Await.result(Simulator.start(vertx, SimulatorOptions.on(0)));
        client = WebClient.create(vertx);
        token = Await.result(simulator.addBot(BOT, "Wall", Optional.empty())).token();
    }

    public String address() {
        return "http://127.0.0.1:" + simulator.port();
    }

    public String token() {
        return token;
    }

    public String bot() {
        return BOT;
    }

    /** A new person whose Telegram is in that language. */
    public Chat person(String firstName, String language) {
        return new Chat(
                this,
                new JsonObject()
                        .put("id", ++people)
                        .put("first_name", firstName)
                        .put("language_code", language));
    }

    public Chat person(JsonObject person) {
        return new Chat(this, person);
    }

    /** The next calls of a method fail in the way described, see the simulator's faults. */
    public void fault(String method, int times, JsonObject how) {
        control("POST", "faults", how.copy().put("method", method).put("times", times));
    }

    /** The calls of a method so far. */
    public List<JsonObject> calls(String method) {
        return list("calls?bot=" + BOT + "&method=" + method).stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    public JsonObject control(String method, String route, JsonObject body) {
        HttpResponse<?> response = send(method, route, body);
        String text = response.bodyAsString();
        return text == null || text.isEmpty() || text.startsWith("[") ? new JsonObject() : new JsonObject(text);
    }

    public JsonArray list(String route) {
        return new JsonArray(send("GET", route, null).bodyAsString());
    }

    private HttpResponse<?> send(String method, String route, JsonObject body) {
        var request = client.requestAbs(HttpMethod.valueOf(method), address() + "/simulator/" + route);
        HttpResponse<?> response = Await.result(body == null ? request.send() : request.sendJsonObject(body));
        if (response.statusCode() >= 300) {
            throw new AssertionError(
                    method + " " + route + ": " + response.statusCode() + " " + response.bodyAsString());
        }
        return response;
    }

    @Override
    public void close() {
        client.close();
        Await.result(simulator.stop());
    }
}
