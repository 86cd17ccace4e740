package org.postwall.bot.broadcast;

import java.time.Duration;
import org.postwall.bot.talk.Language;

/** Says how long something will still take, as exactly as people want to know it. */
final class TimeLeft {
    private TimeLeft() {}

    static String in(Language language, Duration time) {
        // Rounded up: who is told a minute shouldn't wait for two.
        long minutes = (time.toSeconds() + 59) / 60;
        if (minutes <= 1) {
            return language.choose("less than a minute left", "осталось меньше минуты");
        }
        if (minutes < 60) {
            return language.choose("about %d min left", "осталось около %d мин", minutes);
        }
        long hours = minutes / 60;
        return hours < 48
                ? language.choose("about %d h %d min left", "осталось около %d ч %d мин", hours, minutes % 60)
                : language.choose("about %d days left", "осталось около %d дн.", (hours + 12) / 24);
    }
}
