package org.postwall.bot.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.bot.wall.NewPost.Author;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StepTest {
    @Test
    void every_step_comes_back_as_it_was_written() {
        NewPost post = new NewPost("tg:1:2:3", new Author(2, "Ann", null, "ann"), "text", Instant.EPOCH);
        for (Step step : new Step[] {new Step.Idle(), new Step.Asked(), new Step.Stored(7), new Step.Failed(3, post)}) {
            assertThat(Step.read(new JsonObject(step.write().encode()))).isEqualTo(step);
        }
    }

    @Test
    void a_state_that_makes_no_sense_asks_for_nothing() {
        assertThat(Step.read(new JsonObject())).isEqualTo(new Step.Idle());
        assertThat(Step.read(new JsonObject().put("step", "dancing"))).isEqualTo(new Step.Idle());
        assertThat(Step.read(new JsonObject().put("step", "failed"))).isEqualTo(new Step.Idle());
        assertThat(Step.read(new JsonObject().put("step", "stored").put("message", "x")))
                .isEqualTo(new Step.Idle());
    }
}
