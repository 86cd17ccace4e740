package org.postwall.bot.wall;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.postwall.bot.talk.Html;
import org.postwall.bot.talk.Language;
import org.postwall.bot.talk.Say;
import org.postwall.bot.talk.Say.Button;

/**
 * How posts look in a chat: a page as one message that always fits Telegram's 4096 units, and a post in full.
 *
 * <p>Long posts of a page share the room that the short ones leave; those that are cut get an ellipsis and a button to
 * read them in full.
 */
final class PageText {
    private static final int BUTTONS_PER_ROW = 3;
    private static final String ELLIPSIS = "…";

    private final Language language;

    PageText(Language language) {
        this.language = language;
    }

    Say page(Page page) {
        Button add = new Button(WallText.ADD.in(language), Taps.ADD);
        if (page.posts().isEmpty()) {
            return Say.plain(WallText.EMPTY.in(language)).with(add);
        }
        Html text = new Html()
                .bold(WallText.TITLE.in(language))
                .text(", " + WallText.PAGE.in(language, page.number(), page.pages()));
        List<String> headers = page.posts().stream().map(PageText::when).toList();
        int room = Html.MOST - text.length();
        for (int i = 0; i < headers.size(); i++) {
            room -= headers.get(i).length() + author(page.posts().get(i)).length() + 3;
        }
        int share = share(page.posts(), room);
        List<Button> cut = new ArrayList<>();
        for (int i = 0; i < headers.size(); i++) {
            Post post = page.posts().get(i);
            text.text("\n\n").bold(author(post)).text(headers.get(i) + "\n").text(shorten(post.message(), share));
            if (post.message().length() > share) {
                cut.add(new Button(WallText.FULL.in(language, post.id()), Taps.full(post.id())));
            }
        }
        List<List<Button>> rows = new ArrayList<>();
        rows.add(steps(page));
        for (int i = 0; i < cut.size(); i += BUTTONS_PER_ROW) {
            rows.add(cut.subList(i, Math.min(i + BUTTONS_PER_ROW, cut.size())));
        }
        rows.add(List.of(new Button(WallText.REFRESH.in(language), Taps.REFRESH), add));
        return new Say(text, rows);
    }

    /** A post in full: one message, or two where its author and 4096 units don't fit into one. */
    List<Say> full(Post post) {
        Html head = new Html().bold(author(post)).text(when(post));
        if (head.length() + 1 + post.message().length() <= Html.MOST) {
            return List.of(new Say(head.text("\n").text(post.message()), List.of()));
        }
        return List.of(new Say(head, List.of()), Say.plain(shorten(post.message(), Html.MOST)));
    }

    private List<Button> steps(Page page) {
        List<Button> steps = new ArrayList<>();
        if (page.hasNewer()) {
            steps.add(new Button(WallText.NEWER.in(language), Taps.newer(page.top())));
        }
        if (page.hasOlder()) {
            steps.add(new Button(WallText.OLDER.in(language), Taps.older(page.bottom())));
        }
        return steps;
    }

    private static String author(Post post) {
        return "#" + post.id() + " " + Names.show(post.user());
    }

    private static String when(Post post) {
        return ", " + Times.show(post.timestamp());
    }

    /** The length that no text may exceed so that all together fill the room and no more. */
    static int share(List<Post> posts, int room) {
        int left = room;
        int texts = posts.size();
        for (int length : posts.stream()
                .mapToInt(post -> post.message().length())
                .sorted()
                .toArray()) {
            if (length > left / texts) {
                return left / texts;
            }
            left -= length;
            texts--;
        }
        return Html.MOST;
    }

    /** Cuts between characters as people see them, so that no emoji or accent is torn apart. */
    static String shorten(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - ELLIPSIS.length();
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        int whole = characters.isBoundary(end) ? end : characters.preceding(end);
        if (whole <= 0) {
            whole = Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
        }
        return text.substring(0, whole).stripTrailing() + ELLIPSIS;
    }
}
