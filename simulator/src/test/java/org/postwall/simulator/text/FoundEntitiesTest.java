package org.postwall.simulator.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FoundEntitiesTest {
    @ParameterizedTest
    @CsvSource({
        "/start, bot_command 0 6",
        "/start abc, bot_command 0 6",
        "/start@wall_bot, bot_command 0 15",
        "say /help!, bot_command 4 5",
        "hi @wall_bot!, mention 3 9",
        "@gif, mention 0 4",
        "#tag, hashtag 0 4",
        "#тег_1 x, hashtag 0 6",
        "#a@name, hashtag 0 7",
        "$USD, cashtag 0 4",
        "ann@example.com, email 0 15",
        "mailto:ann@example.com, email 7 15",
        "+12125550123, phone_number 0 12",
        "4242 4242 4242 4242, bank_card_number 0 19",
        "example.com, url 0 11",
        "see https://example.com/a?b=c#d., url 4 27",
        "(http://example.com/x_(y)), url 1 24",
        "http://example.com/x!, url 0 20",
        "http://127.0.0.1:8000/docs, url 0 26",
        "почта.рф, url 0 8",
        "tg://resolve?domain=wall_bot, url 0 28",
        "ftp://example.zzzz, url 0 18",
    })
    void telegram_finds_them_by_itself(String text, String entity) {
        assertThat(Shown.plain(text, null)).isEqualTo(text + " | " + entity);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1/2",
                "and/or",
                "//x",
                "/",
                "/start/x",
                "a@b",
                "@ab",
                "@abc",
                "x@wall_bot",
                "#1",
                "a#tag",
                "#a#b",
                "$usd",
                "$",
                "1.5",
                "e.g. so",
                "end.Then",
                "file.txt",
                "http://localhost:8000/",
                "1.2.3.4.5",
                "4242 4242 4242 4243",
                "12345",
                "foo://example.com",
                "+1",
            })
    void these_are_plain_text(String text) {
        assertThat(Shown.plain(text, null)).isEqualTo(text + " | ");
    }

    @Test
    void a_hashtag_ends_after_256_signs() {
        assertThat(Shown.plain("#" + "a".repeat(300), null)).endsWith(" | hashtag 0 257");
    }

    @Test
    void hostile_texts_cost_no_time() {
        for (String hostile : new String[] {"a.", "@", "/a@", "#", "1 ", "a@a.", "http://", ".a-", "+1-", "[", "$A"}) {
            String text = hostile.repeat(4096 / hostile.length());
            Assertions.assertTimeout(Duration.ofSeconds(10), () -> Formatting.parse(text, null, null), hostile);
        }
    }
}
