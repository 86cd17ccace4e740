package org.postwall.bot.broadcast;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.postwall.bot.broadcast.Progress.Problem;
import org.postwall.bot.broadcast.Progress.Status;
import org.postwall.bot.talk.Html;
import org.postwall.bot.talk.Language;
import org.postwall.bot.talk.Say;
import org.postwall.bot.talk.Say.Button;

/** Shows how far a message got: the share that is done, a line per state, what went wrong, and the buttons that make sense. */
final class ProgressText {
    private static final int PROBLEMS = 3;
    private static final int LONGEST_REASON = 120;

    private ProgressText() {}

    static Say show(long message, Progress progress, Language language) {
        Html html = new Html()
                .bold(MasterText.TITLE.in(language, message))
                .text("\n")
                .text(summary(progress, language))
                .text(speed(progress, language));
        for (State state : State.values()) {
            if (progress.in(state) > 0) {
                html.text("\n%s: %d".formatted(state.in(language), progress.in(state)));
            }
        }
        problems(html, progress, language);
        Say say = new Say(html, List.of());
        for (List<Order> row : rows(progress)) {
            say = say.with(row.stream()
                    .map(order -> new Button(label(order).in(language), order.about(message)))
                    .toArray(Button[]::new));
        }
        return say;
    }

    private static String summary(Progress progress, Language language) {
        if (progress.total() == 0) {
            return (progress.finished() ? MasterText.NOBODY : MasterText.PREPARING).in(language);
        }
        MasterText words = switch (progress.status()) {
            case RUNNING -> progress.finished() ? MasterText.FINISHED : MasterText.SHARE;
            case PAUSED -> MasterText.SHARE_PAUSED;
            case CANCELLED -> progress.finished() ? MasterText.CANCELLED : MasterText.CANCELLING;
            case RECALLED -> recalled(progress);
        };
        return words.in(language, progress.percent(), progress.total());
    }

    private static MasterText recalled(Progress progress) {
        if (!progress.finished()) {
            return MasterText.RECALLING;
        }
        return progress.in(State.SENT) > 0 ? MasterText.RECALLED_PARTLY : MasterText.RECALLED;
    }

    private static String speed(Progress progress, Language language) {
        if (progress.finished() || progress.status() != Status.RUNNING || progress.rate() <= 0) {
            return "";
        }
        String rate = String.format(Locale.ROOT, progress.rate() < 10 ? "%.1f" : "%.0f", progress.rate());
        return "\n" + MasterText.RATE.in(language, rate)
                + progress.left()
                        .map(time -> ", " + TimeLeft.in(language, time))
                        .orElse("");
    }

    /** The most frequent first. Numbers that could name a chat are left out. */
    private static void problems(Html html, Progress progress, Language language) {
        List<Problem> most = progress.problems().stream()
                .sorted(Comparator.comparingLong(Problem::count).reversed())
                .limit(PROBLEMS)
                .toList();
        if (!most.isEmpty()) {
            html.text("\n\n").text(MasterText.PROBLEMS.in(language));
        }
        for (Problem problem : most) {
            html.text("\n• %s: %d".formatted(plain(problem.reason()), problem.count()));
        }
        progress.trouble().ifPresent(why -> html.text("\n\n").text(MasterText.TROUBLE.in(language, plain(why))));
    }

    private static String plain(String reason) {
        String text = reason.replaceAll("-?\\d{5,}", "…").strip();
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON) + "…";
    }

    private static List<List<Order>> rows(Progress progress) {
        boolean over = progress.finished() || progress.status() == Status.CANCELLED;
        if (progress.status() == Status.RECALLED) {
            return List.of();
        }
        if (!over) {
            return List.of(
                    List.of(progress.status() == Status.PAUSED ? Order.RESUME : Order.PAUSE), List.of(Order.CANCEL));
        }
        List<List<Order>> rows = new ArrayList<>();
        if (progress.status() != Status.CANCELLED && progress.in(State.FAILED) > 0) {
            rows.add(List.of(Order.RETRY));
        }
        if (progress.in(State.SENT) > 0) {
            rows.add(List.of(Order.RECALL));
        }
        return rows;
    }

    private static MasterText label(Order order) {
        return switch (order) {
            case PAUSE -> MasterText.PAUSE;
            case RESUME -> MasterText.RESUME;
            case CANCEL -> MasterText.CANCEL;
            case RETRY -> MasterText.RETRY;
            case RECALL -> MasterText.RECALL;
        };
    }
}
