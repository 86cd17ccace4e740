package org.postwall.server.broadcast;

import io.vertx.ext.web.RoutingContext;
import org.postwall.server.http.JsonBody;
import org.postwall.telegram.BotToken;

/** The HTTP edge for the sending bot's process: {@code /api/v1/broadcast/servant}. */
public final class ServantRoutes {
    private final BotTokens tokens;

    ServantRoutes(BotTokens tokens) {
        this.tokens = tokens;
    }

    /** {@code PUT /servant}: behind {@link JsonBody}. The token is kept sealed and shown to nobody. */
    public void tell(RoutingContext request) {
        Fields fields = new Fields(JsonBody.of(request));
        String token = fields.required("token", fields.text("token"));
        if (!token.isEmpty() && !BotToken.isToken(token)) {
            fields.wrong("token", "must be the token of a bot", token);
        }
        fields.check();
        tokens.put(new BotToken(token)).onSuccess(done -> Answers.done(request)).onFailure(Answers.failed(request));
    }
}
