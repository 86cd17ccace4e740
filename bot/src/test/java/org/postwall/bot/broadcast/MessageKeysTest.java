package org.postwall.bot.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.telegram.BotToken;

@DisplayNameGeneration(ReplaceUnderscores.class)
class MessageKeysTest {
    private static final BotToken TOKEN = new BotToken("1:" + "x".repeat(35));
    private final MessageKeys keys = new MessageKeys(TOKEN);

    @Test
    void a_key_is_the_hash_of_the_message_and_the_bots_token() {
        // printf 'tg:1:2:31:xxx…' | sha256sum
        assertThat(keys.key(2, 3)).isEqualTo("fc643e77492a123459c7b0a350501eaa13fd1a73b4c8a9f42df4b389d6606ccd");
    }

    @Test
    void no_other_message_chat_or_bot_has_the_same() {
        BotToken other = new BotToken("1:" + "y".repeat(35));
        assertThat(keys.key(2, 3)).isNotIn(keys.key(2, 4), keys.key(3, 3), new MessageKeys(other).key(2, 3));
    }
}
