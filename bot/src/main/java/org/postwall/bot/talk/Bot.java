package org.postwall.bot.talk;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.postwall.telegram.BotApi;
import org.postwall.telegram.Telegram;
import org.postwall.telegram.flood.Budget;
import org.postwall.telegram.flood.FloodGate;
import org.postwall.telegram.flood.FloodLimits;
import org.postwall.telegram.flood.GateCount;
import org.postwall.telegram.flood.Lane;
import org.postwall.telegram.time.AlarmClock;
import org.postwall.telegram.updates.Inbox;
import org.postwall.telegram.updates.Patience;
import org.postwall.telegram.updates.SourceHealth;
import org.postwall.telegram.updates.UpdateSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.objects.Update;

/** One bot at work: its conversation, fed with updates until it is stopped. */
public final class Bot {
    private static final Logger LOG = LoggerFactory.getLogger(Bot.class);
    private static final List<String> KINDS = List.of("message", "callback_query", "my_chat_member");
    /** What Telegram hands out to bots, in bytes. */
    private static final long LARGEST_FILE = 20L << 20;
    /** The status of a bot in the chat of a person who blocked it. */
    private static final String SHUT_OUT = "kicked";
    /** A button must not seem dead while a slow server is asked. */
    private static final Duration ANSWER_LATEST = Duration.ofSeconds(2);

    private final BotApi api;
    private final FloodGate gate;
    private final Telegram telegram;
    private final Conversation conversation;
    private final AlarmClock clock;
    private final Presentation presentation;
    private final UpdateSource updates;
    private final LongAdder handled = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /**
     * @param api the bot's way to Telegram
     * @param limits how fast it may speak
     * @param budget what it shares of that with other processes
     * @param updates how its updates come in
     */
    public Bot(
            BotApi api,
            FloodLimits limits,
            Budget budget,
            Updates updates,
            Conversation conversation,
            AlarmClock clock) {
        this.api = api;
        this.gate = new FloodGate(api.toString(), api, limits, budget, clock);
        this.telegram = gate.lane(Lane.INTERACTIVE);
        this.conversation = conversation;
        this.clock = clock;
        this.presentation = new Presentation(api, conversation, clock);
        Inbox inbox = new Inbox(api.toString(), this::counted, Patience.USUAL, clock);
        this.updates = updates.open(api, inbox, kinds(conversation));
    }

    /** Begins to answer; Telegram may be away. */
    public void start() {
        LOG.info("{} answers", api);
        conversation.open(gate.lane(Lane.NOTICE));
        updates.start();
        presentation.start();
    }

    public Future<Void> stop() {
        presentation.stop();
        conversation.close();
        return updates.stop().onComplete(stopped -> {
            gate.close();
            api.close();
        });
    }

    public SourceHealth health() {
        return updates.health();
    }

    /** The bot's number at Telegram. */
    public long id() {
        return api.token().id();
    }

    /** What is counted at its gate: of this process only. */
    public GateCount gate() {
        return gate.count();
    }

    /** How many updates were handled since the start. */
    public long handled() {
        return handled.sum();
    }

    /** How many attempts to handle an update failed since the start. */
    public long failed() {
        return failed.sum();
    }

    private Future<Void> counted(Update update) {
        return Future.succeededFuture()
                .compose(now -> handle(update))
                .onSuccess(done -> handled.increment())
                .onFailure(failure -> failed.increment());
    }

    private Future<Void> handle(Update update) {
        String errand = "tg-%d-%d".formatted(id(), update.getUpdateId());
        BotContext talk = new BotContext(telegram, file -> api.download(file, LARGEST_FILE), clock, errand, update);
        if (update.hasCallbackQuery()) {
            clock.ring(ANSWER_LATEST, talk::answer);
        }
        return told(update, talk)
                .eventually(talk::answer)
                .onSuccess(done ->
                        LOG.atDebug().addKeyValue(BotContext.LOGGED, errand).log("{}: an update is handled", api));
    }

    private Future<Void> told(Update update, BotContext talk) {
        if (update.hasMessage() || update.hasCallbackQuery()) {
            return conversation.handle(talk);
        }
        if (update.hasEditedMessage()) {
            return conversation.edited(talk);
        }
        return update.hasMyChatMember() && talk.isPrivate()
                ? conversation.shutOut(
                        talk,
                        SHUT_OUT.equals(
                                update.getMyChatMember().getNewChatMember().getStatus()))
                : Future.succeededFuture();
    }

    private static List<String> kinds(Conversation conversation) {
        return Stream.concat(KINDS.stream(), conversation.wantsEdits() ? Stream.of("edited_message") : Stream.empty())
                .toList();
    }
}
