package org.postwall.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.telegram.process.Environment;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DemoTest {
    private static final String KEY = "a key that only this test knows, long enough";
    private static final String TOKEN = "123456789:AAE_somebodys-own-token";

    @Test
    void each_bot_has_a_token_of_Telegrams_form_and_a_number_of_its_own() {
        Map<String, String> tokens = demo(KEY, Map.of()).botSettings();
        assertThat(tokens).containsOnlyKeys("BOT_TOKEN", "MASTER_BOT_TOKEN", "SERVANT_BOT_TOKEN");
        assertThat(tokens.values()).allMatch(token -> token.matches("\\d{10}:[\\w-]{35}"));
        assertThat(new HashSet<>(tokens.values().stream()
                        .map(token -> token.substring(0, 10))
                        .toList()))
                .hasSize(3);
    }

    @Test
    void the_same_key_has_the_same_bots_and_another_key_has_others() {
        Map<SimulatedBot, String> tokens = demo(KEY, Map.of()).tokens();
        assertThat(demo(KEY, Map.of()).tokens()).isEqualTo(tokens);
        assertThat(demo(KEY + "!", Map.of()).tokens().values()).doesNotContainAnyElementsOf(tokens.values());
    }

    @Test
    void the_server_gets_the_demo_tokens_and_the_terminal_shows_them_but_no_bots_token() {
        Demo demo = demo(KEY, Map.of());
        assertThat(demo.serverSettings())
                .isEqualTo(Map.of("MASTER_TOKEN", "master-demo", "SERVANT_REG_TOKEN", "follow-demo"));
        assertThat(demo.invitations().get("Master bot")).contains("@master_bot", "/register master-demo");
        assertThat(demo.invitations().get("Servant bot")).contains("@servant_bot", "/follow follow-demo");
    }

    @Test
    void tokens_of_the_environment_are_taken_as_they_are_and_not_shown() {
        Demo demo = demo(KEY, Map.of("MASTER_TOKEN", "my own", "MASTER_BOT_TOKEN", TOKEN));
        assertThat(demo.serverSettings()).isEqualTo(Map.of("SERVANT_REG_TOKEN", "follow-demo"));
        assertThat(demo.botSettings()).containsEntry("MASTER_BOT_TOKEN", TOKEN);
        assertThat(demo.invitations().get("Master bot"))
                .contains("@master_bot", "MASTER_TOKEN")
                .doesNotContain("my own", "master-demo");
    }

    private static Demo demo(String key, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("SECRET_KEY", key);
        return Demo.of(new Environment(environment));
    }
}
