package org.postwall.simulator.text;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A kind of entity: its name in the Bot API, its rank among entities of one range, and how it may nest. */
enum Kind {
    BLOCKQUOTE("blockquote", "BlockQuote", 0, Nests.QUOTE),
    EXPANDABLE_BLOCKQUOTE("expandable_blockquote", "ExpandableBlockQuote", 0, Nests.QUOTE),
    PRE_CODE("pre", "PreCode", 10, Nests.VERBATIM),
    PRE("pre", "Pre", 11, Nests.VERBATIM),
    CODE("code", "Code", 20, Nests.VERBATIM),
    DATE_TIME("date_time", "Date", 30, Nests.VERBATIM),
    TEXT_LINK("text_link", "TextUrl", 49, Nests.WHOLE),
    TEXT_MENTION("text_mention", "MentionName", 49, Nests.WHOLE),
    MENTION("mention", "Mention", 50, Nests.WHOLE),
    HASHTAG("hashtag", "Hashtag", 50, Nests.WHOLE),
    CASHTAG("cashtag", "Cashtag", 50, Nests.WHOLE),
    BOT_COMMAND("bot_command", "BotCommand", 50, Nests.WHOLE),
    URL("url", "Url", 50, Nests.WHOLE),
    EMAIL("email", "EmailAddress", 50, Nests.WHOLE),
    PHONE_NUMBER("phone_number", "PhoneNumber", 50, Nests.WHOLE),
    BANK_CARD_NUMBER("bank_card_number", "BankCardNumber", 50, Nests.WHOLE),
    BOLD("bold", "Bold", 90, Nests.SPLIT),
    ITALIC("italic", "Italic", 91, Nests.SPLIT),
    UNDERLINE("underline", "Underline", 92, Nests.SPLIT),
    STRIKETHROUGH("strikethrough", "Strikethrough", 93, Nests.SPLIT),
    SPOILER("spoiler", "Spoiler", 94, Nests.SPLIT),
    CUSTOM_EMOJI("custom_emoji", "CustomEmoji", 99, Nests.WHOLE);

    /** How entities of a kind stand to others. */
    enum Nests {
        /** May hold anything but another quote. */
        QUOTE,
        /** Never intersects another whole one. */
        WHOLE,
        /** As whole, and no style shows inside. */
        VERBATIM,
        /** A style: merged with its like, cut where others begin and end. */
        SPLIT
    }

    private static final Map<String, Kind> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toMap(kind -> kind.apiName, Function.identity(), (first, second) -> second));

    final String apiName;
    final String title;
    final int rank;
    final Nests nests;

    Kind(String apiName, String title, int rank, Nests nests) {
        this.apiName = apiName;
        this.title = title;
        this.rank = rank;
        this.nests = nests;
    }

    /** The kind with that Bot API name; {@code pre} is the one without a language. */
    static Optional<Kind> named(String apiName) {
        return Optional.ofNullable(BY_NAME.get(apiName));
    }

    /** Whether Telegram finds this kind by itself and so ignores it where it is given. */
    boolean found() {
        return rank == 50;
    }
}
