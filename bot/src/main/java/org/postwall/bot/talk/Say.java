package org.postwall.bot.talk;

import java.util.ArrayList;
import java.util.List;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;

/**
 * Something a bot says: a text with rows of buttons under it.
 *
 * @param text the text
 * @param rows the buttons; empty rows are left out
 */
public record Say(Html text, List<List<Button>> rows) {
    public Say {
        rows = rows.stream().filter(row -> !row.isEmpty()).map(List::copyOf).toList();
    }

    /**
     * An inline button.
     *
     * @param label what is written on it
     * @param data what a tap on it brings, 1 to 64 bytes
     */
    public record Button(String label, String data) {}

    /** A plain text, shown literally. */
    public static Say plain(String text) {
        return new Say(new Html().text(text), List.of());
    }

    /** The same with one more row of buttons. */
    public Say with(Button... row) {
        List<List<Button>> more = new ArrayList<>(rows);
        more.add(List.of(row));
        return new Say(text, more);
    }

    /** The buttons as the Bot API takes them. */
    public InlineKeyboardMarkup keyboard() {
        return InlineKeyboardMarkup.builder()
                .keyboard(rows.stream().map(Say::row).toList())
                .build();
    }

    private static InlineKeyboardRow row(List<Button> buttons) {
        InlineKeyboardRow row = new InlineKeyboardRow();
        buttons.forEach(button -> row.add(InlineKeyboardButton.builder()
                .text(button.label())
                .callbackData(button.data())
                .build()));
        return row;
    }
}
