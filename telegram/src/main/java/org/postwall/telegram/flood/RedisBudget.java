package org.postwall.telegram.flood;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.postwall.telegram.BotToken;
import org.postwall.telegram.redis.RedisLink;
import org.postwall.telegram.time.AlarmClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The budget of one bot, shared by all processes through Redis.
 *
 * <p>One request is on its way at a time; whoever asks meanwhile goes with the next one, the most urgent first. What
 * counts for nothing needs only to know that Telegram demanded no silence, and that is believed for a moment.
 *
 * <p>Who waits for an answer waits {@link #PATIENCE} at most. From then on nobody waits, until a request is answered in
 * time again: each new question only sends one after the answer.
 */
public final class RedisBudget implements Budget {
    private static final Logger LOG = LoggerFactory.getLogger(RedisBudget.class);
    /** Half of what a command may take, so that a person doesn't notice that Redis froze. */
    static final Duration PATIENCE = Duration.ofMillis(250);
    /** A 429 of another process is heard that late at most; what is on its way meanwhile is no offence yet. */
    private static final Duration BELIEVED = Duration.ofMillis(100);
    /** A silence that could not be told is told that much later. */
    private static final Duration TELL_AGAIN = Duration.ofMillis(500);

    private final Tally tally;
    private final long botId;
    private final FloodLimits limits;
    private final AlarmClock clock;

    private List<Question> pending = new ArrayList<>();
    /** The request that is on its way, if there is one. */
    private Batch current;

    private boolean lookWanted;
    /** Until when the bot must be silent, whoever heard it. */
    private Duration silentUntil = Duration.ZERO;
    /** Until when it must be silent as Telegram told this process, and not all others know yet. */
    private Duration untold = Duration.ZERO;
    /** When the last answered request began, which says how old its news is. */
    private Duration looked;

    private boolean inTime = true;
    private Duration sharedSince;

    /** The budget of the bot with that token. All its processes must have the same limits. */
    public RedisBudget(RedisLink link, BotToken token, FloodLimits limits, AlarmClock clock) {
        this(new RedisTally(link, token, limits), token.id(), limits, clock);
    }

    RedisBudget(Tally tally, long botId, FloodLimits limits, AlarmClock clock) {
        this.tally = tally;
        this.botId = botId;
        this.limits = limits;
        this.clock = clock;
    }

    @Override
    public Future<Permission> take(String chat, Cost cost, Lane lane) {
        Question question = Question.of(chat, cost, lane, limits);
        synchronized (this) {
            Duration now = clock.now();
            if (silentUntil.compareTo(now) > 0) {
                return Future.succeededFuture(Permission.silence(silentUntil.minus(now)));
            }
            if (!inTime) {
                lookWanted = true;
                question.letGo();
            } else if (question.kind() != Question.Kind.NOTHING || isStale(now)) {
                pending.add(question);
            } else {
                question.letGo();
            }
        }
        pump();
        return question.answer().future();
    }

    @Override
    public void silence(Duration time) {
        synchronized (this) {
            Duration until = clock.now().plus(time);
            silentUntil = AlarmClock.later(silentUntil, until);
            untold = AlarmClock.later(untold, until);
            lookWanted = true;
        }
        pump();
    }

    /** Not at once: what left a moment before wasn't counted. */
    @Override
    public synchronized boolean isShared() {
        return inTime
                && sharedSince != null
                && sharedSince.plus(FloodLimits.SECOND).compareTo(clock.now()) <= 0;
    }

    private boolean isStale(Duration now) {
        return looked == null || looked.plus(BELIEVED).compareTo(now) <= 0;
    }

    private void pump() {
        Batch batch;
        synchronized (this) {
            if (current != null || (pending.isEmpty() && !lookWanted)) {
                return;
            }
            batch = nextBatch();
            current = batch;
        }
        clock.ring(PATIENCE, () -> lateIs(batch));
        Duration silence = AlarmClock.later(Duration.ZERO, batch.told.minus(batch.began));
        tally.ask(silence, batch.questions).onComplete(answers -> {
            answered(batch, answers);
            pump();
        });
    }

    private Batch nextBatch() {
        List<Question> questions = pending;
        pending = new ArrayList<>();
        lookWanted = false;
        // The order of questions within a lane stays.
        questions.sort(Comparator.comparing(Question::lane));
        return new Batch(questions, clock.now(), untold);
    }

    private void lateIs(Batch batch) {
        List<Question> let;
        synchronized (this) {
            if (current != batch) {
                return;
            }
            let = alone(batch, "no answer within " + PATIENCE.toMillis() + " ms");
        }
        let.forEach(Question::letGo);
    }

    private void answered(Batch batch, AsyncResult<Tally.Answers> answers) {
        if (answers.failed()) {
            List<Question> let;
            synchronized (this) {
                let = alone(batch, answers.cause().getMessage());
                current = null;
                if (untold.compareTo(clock.now()) > 0) {
                    clock.ring(TELL_AGAIN, this::tellAgain);
                }
            }
            let.forEach(Question::letGo);
            return;
        }
        Duration silence = answers.result().silence();
        List<Question> answered;
        synchronized (this) {
            current = null;
            Duration now = clock.now();
            looked = batch.began;
            silentUntil = AlarmClock.later(silentUntil, now.plus(silence));
            untold = untold.equals(batch.told) ? Duration.ZERO : untold;
            if (now.minus(batch.began).compareTo(PATIENCE) <= 0) {
                together(now);
            }
            answered = answeredToo(silence, now);
        }
        for (int i = 0; i < batch.questions.size(); i++) {
            batch.questions.get(i).answer().tryComplete(answers.result().get(i));
        }
        Permission same = silence.isZero() ? Permission.GRANTED : Permission.silence(silence);
        answered.forEach(question -> question.answer().tryComplete(same));
    }

    /** Takes out what need not be asked any more: all if the bot must be silent, else what counts for nothing. */
    private List<Question> answeredToo(Duration silence, Duration now) {
        List<Question> answered = new ArrayList<>(pending);
        answered.removeIf(question -> silence.isZero() && (question.kind() != Question.Kind.NOTHING || isStale(now)));
        pending.removeAll(answered);
        return answered;
    }

    private void tellAgain() {
        synchronized (this) {
            lookWanted = untold.compareTo(clock.now()) > 0;
        }
        pump();
    }

    /** From now on nobody waits for Redis; those who do may leave. */
    private List<Question> alone(Batch batch, String why) {
        if (inTime) {
            LOG.warn("bot {}: its processes keep to their limits each on its own: {}", botId, why);
        }
        inTime = false;
        sharedSince = null;
        List<Question> let = new ArrayList<>(batch.questions);
        let.addAll(pending);
        pending = new ArrayList<>();
        return let;
    }

    private void together(Duration now) {
        if (!inTime) {
            LOG.info("bot {}: its processes share its limits again", botId);
        }
        inTime = true;
        sharedSince = sharedSince == null ? now : sharedSince;
    }

    /** One request to Redis. */
    private static final class Batch {
        private final List<Question> questions;
        private final Duration began;
        private final Duration told;

        Batch(List<Question> questions, Duration began, Duration told) {
            this.questions = questions;
            this.began = began;
            this.told = told;
        }
    }
}
