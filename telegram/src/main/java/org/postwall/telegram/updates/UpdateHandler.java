package org.postwall.telegram.updates;

import io.vertx.core.Future;
import org.telegram.telegrambots.meta.api.objects.Update;

/** What is done with an update. It may be asked for the same update again, after a failure or a restart. */
@FunctionalInterface
public interface UpdateHandler {
    /** Handles an update; a failure means "try again later". */
    Future<Void> handle(Update update);
}
