package org.postwall.telegram.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EnvironmentTest {
    private enum Access {
        OPEN,
        TOKEN
    }

    @Test
    void every_wrong_setting_is_named_in_one_complaint() {
        Environment env = new Environment(Map.of("PORT", "70000", "ACCESS", "maybe", "ADDRESS", "ftp://x"));
        env.port("PORT", 1);
        env.choice("ACCESS", Access.TOKEN);
        env.address("ADDRESS");
        env.required("SECRET", "signs tokens");
        assertThatThrownBy(env::check)
                .isInstanceOf(WrongSettings.class)
                .hasMessageContainingAll("PORT must", "ACCESS must be one of open, token", "ADDRESS must", "SECRET is");
    }

    @Test
    void a_right_or_absent_setting_is_no_complaint() {
        Environment env = new Environment(Map.of("PORT", "0", "ACCESS", "open", "ADDRESS", "http://a:1/"));
        assertThat(env.port("PORT", 1)).isZero();
        assertThat(env.port("OTHER_PORT", 8000)).isEqualTo(8000);
        assertThat(env.choice("ACCESS", Access.TOKEN)).isEqualTo(Access.OPEN);
        assertThat(env.address("ADDRESS")).hasToString("Optional[http://a:1]");
        env.check();
    }

    @Test
    void an_empty_value_counts_as_absent() {
        Environment env = new Environment(Map.of("NAME", ""));
        assertThat(env.find("NAME")).isEmpty();
        assertThat(env.text("NAME", "x")).isEqualTo("x");
    }

    @Test
    void a_value_comes_from_the_file_that_X_FILE_names(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("secret"), "päss word \n");
        Environment env = new Environment(Map.of("SECRET_FILE", file.toString()));
        assertThat(env.find("SECRET")).contains("päss word ");
        env.check();
    }

    @Test
    void an_unreadable_file_is_a_complaint_and_shows_no_other_value(@TempDir Path dir) {
        Environment env =
                new Environment(Map.of("SECRET_FILE", dir.resolve("none").toString()));
        env.required("SECRET", "signs tokens");
        assertThatThrownBy(env::check).hasMessageContaining("SECRET_FILE names a file that can't be read");
    }

    @Test
    void a_setting_given_in_both_ways_is_a_complaint() {
        Environment env = new Environment(Map.of("SECRET", "hidden", "SECRET_FILE", "/none"));
        env.find("SECRET");
        assertThatThrownBy(env::check).hasMessageContaining("both").hasMessageNotContaining("hidden");
    }

    @Test
    void another_value_replaces_a_plain_one_and_one_from_a_file() {
        Environment env = new Environment(Map.of("A", "1", "B_FILE", "/none", "C", "3"));
        Environment other = env.with(Map.of("A", "2", "B", "2"));
        assertThat(other.find("A")).contains("2");
        assertThat(other.find("B")).contains("2");
        assertThat(other.find("C")).contains("3");
        assertThat(env.find("A")).contains("1");
        other.check();
    }
}
