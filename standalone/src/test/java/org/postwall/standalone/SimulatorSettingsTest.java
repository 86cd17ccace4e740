package org.postwall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.telegram.process.Environment;
import org.postwall.telegram.process.WrongSettings;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SimulatorSettingsTest {
    @Test
    void by_default_only_this_machine_reaches_it_and_no_bot_is_there() {
        SimulatorSettings settings = read(Map.of());
        assertThat(settings.onLoopback()).isTrue();
        assertThat(settings.port()).isEqualTo(8081);
        assertThat(settings.tokens()).isEmpty();
        assertThat(settings.options().wallUrl()).isEmpty();
    }

    @Test
    void everything_can_be_set() {
        SimulatorSettings settings = read(Map.of(
                "SIMULATOR_BIND", "0.0.0.0",
                "SIMULATOR_PORT", "0",
                "BOT_TOKEN", "123456789:AAE_secret-secret-secret",
                "SERVANT_BOT_TOKEN", "123456780:AAE_secret-secret-secret",
                "WALL_URL", "http://127.0.0.1:8000/"));
        assertThat(settings.onLoopback()).isFalse();
        assertThat(settings.options().bind()).isEqualTo("0.0.0.0");
        assertThat(settings.options().port()).isZero();
        assertThat(settings.options().wallUrl()).contains(URI.create("http://127.0.0.1:8000/"));
        assertThat(settings.tokens()).containsOnlyKeys(SimulatedBot.WALL, SimulatedBot.SERVANT);
        assertThat(settings.toString()).doesNotContain("secret");
    }

    @Test
    void everything_that_is_wrong_is_said_at_once_and_no_secret_is_shown() {
        Map<String, String> wrong = Map.of(
                "SIMULATOR_PORT",
                "http",
                "BOT_TOKEN",
                "secret-but-no-token",
                "MASTER_BOT_TOKEN",
                "secret-but-no-token",
                "WALL_URL",
                "here");
        assertThatThrownBy(() -> read(wrong))
                .isInstanceOf(WrongSettings.class)
                .hasMessageContainingAll("SIMULATOR_PORT", "BOT_TOKEN", "MASTER_BOT_TOKEN", "WALL_URL")
                .hasMessageNotContaining("secret-but");
    }

    private static SimulatorSettings read(Map<String, String> environment) {
        return SimulatorSettings.from(new Environment(environment));
    }
}
