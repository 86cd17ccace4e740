package org.postwall.bot.broadcast;

import java.util.List;
import org.postwall.bot.talk.Html;
import org.postwall.bot.talk.Language;
import org.postwall.bot.talk.Say;
import org.postwall.bot.talk.Say.Button;

/** Shows how far a message got: the share that is done, a line per state, and the buttons that make sense. */
final class ProgressText {
    private ProgressText() {}

    static Say show(long message, Progress progress, Language language) {
        Html html = new Html()
                .bold(MasterText.TITLE.in(language, message))
                .text("\n")
                .text(summary(progress, language));
        for (State state : State.values()) {
            if (progress.in(state) > 0) {
                html.text("\n%s: %d".formatted(state.in(language), progress.in(state)));
            }
        }
        Say say = new Say(html, List.of());
        return progress.finished()
                ? say.with(button(MasterText.RECALL, Order.RECALL, message, language))
                : say.with(
                                button(MasterText.PAUSE, Order.PAUSE, message, language),
                                button(MasterText.RESUME, Order.RESUME, message, language))
                        .with(button(MasterText.CANCEL, Order.CANCEL, message, language));
    }

    private static String summary(Progress progress, Language language) {
        if (progress.total() == 0) {
            return (progress.finished() ? MasterText.NOBODY : MasterText.PREPARING).in(language);
        }
        return (progress.finished() ? MasterText.FINISHED : MasterText.SHARE)
                .in(language, progress.percent(), progress.total());
    }

    private static Button button(MasterText label, Order order, long message, Language language) {
        return new Button(label.in(language), order.about(message));
    }
}
