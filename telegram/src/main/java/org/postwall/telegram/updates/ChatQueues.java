package org.postwall.telegram.updates;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One queue per chat, of which a limited number is worked on at a time: within a chat everything in order, one after
 * the other; across chats in parallel, first come first served. Thread-safe.
 */
final class ChatQueues {
    private final int parallel;
    /** Tasks by chat; a chat is here from its first task until its last has ended. */
    private final Map<Long, Deque<Runnable>> waiting = new HashMap<>();

    private final Deque<Long> ready = new ArrayDeque<>();
    private int working;

    ChatQueues(int parallel) {
        this.parallel = parallel;
    }

    /** Runs a task when all earlier ones of its chat have ended; ends as the task does. */
    Future<Void> run(long chat, Supplier<Future<Void>> task) {
        Promise<Void> done = Promise.promise();
        Runnable step = () -> start(task).onComplete(result -> {
            ended(chat);
            done.handle(result);
        });
        synchronized (this) {
            Deque<Runnable> queue = waiting.get(chat);
            if (queue != null) {
                queue.add(step);
                return done.future();
            }
            waiting.put(chat, new ArrayDeque<>(List.of(step)));
            ready.add(chat);
        }
        work();
        return done.future();
    }

    private void work() {
        for (Runnable step = next(); step != null; step = next()) {
            step.run();
        }
    }

    private synchronized Runnable next() {
        if (working >= parallel || ready.isEmpty()) {
            return null;
        }
        working++;
        return waiting.get(ready.remove()).remove();
    }

    private void ended(long chat) {
        synchronized (this) {
            working--;
            if (waiting.get(chat).isEmpty()) {
                waiting.remove(chat);
            } else {
                ready.add(chat);
            }
        }
        work();
    }

    private static Future<Void> start(Supplier<Future<Void>> task) {
        try {
            return task.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
