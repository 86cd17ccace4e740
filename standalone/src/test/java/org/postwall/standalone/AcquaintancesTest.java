package org.postwall.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postwall.simulator.Simulator;
import org.postwall.simulator.SimulatorOptions;
import org.postwall.simulator.world.Bot;
import org.postwall.simulator.world.Content;
import org.postwall.simulator.world.Person;
import org.postwall.simulator.world.PersonName;
import org.postwall.simulator.world.PrivateChat;
import org.postwall.simulator.world.World;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AcquaintancesTest {
    private static final String MASTER = "2000000001:AAE_only-known-to-this-test";
    private static final String SERVANT = "3000000001:AAE_only-known-to-this-test";
    private static final PersonName BOB =
            new PersonName("Bob", Optional.of("Bo"), Optional.of("bob"), Optional.of("en"));

    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path dir;

    @AfterEach
    void end() {
        now(vertx.close());
    }

    @Test
    void whoever_wrote_to_a_bot_is_known_to_it_and_to_no_other_after_a_restart() {
        during((world, servant) -> write(world, servant, 7, BOB));
        during((world, servant) -> {
            assertThat(world.chats().find(servant, 7)).isPresent();
            assertThat(world.people().find(7).map(Person::name)).contains(BOB);
            assertThat(world.chats().withPerson(7)).hasSize(1);
        });
    }

    @Test
    void a_block_stays_and_so_does_its_end() {
        during((world, servant) -> block(world, servant, true));
        during((world, servant) -> {
            assertThat(blocked(world, servant)).isTrue();
            block(world, servant, false);
        });
        during((world, servant) -> assertThat(blocked(world, servant)).isFalse());
    }

    @Test
    void the_last_name_counts() {
        during((world, servant) -> {
            write(world, servant, 7, PersonName.of("Robert"));
            write(world, servant, 7, BOB);
        });
        during((world, servant) ->
                assertThat(world.people().find(7).map(Person::name)).contains(BOB));
    }

    @Test
    void a_line_cut_off_by_a_kill_is_passed_over_and_later_ones_are_read() throws Exception {
        during((world, servant) -> write(world, servant, 7, BOB));
        Files.writeString(dir.resolve("people"), "{\"bot\":\"servant_bot\",\"bl", StandardOpenOption.APPEND);
        during((world, servant) -> write(world, servant, 8, PersonName.of("Eve")));
        during((world, servant) -> {
            assertThat(world.chats().find(servant, 7)).isPresent();
            assertThat(world.chats().find(servant, 8)).isPresent();
        });
    }

    @Test
    void what_the_simulator_is_told_to_forget_is_forgotten_for_good() {
        during((world, servant) -> {
            write(world, servant, 7, BOB);
            world.forget();
        });
        during((world, servant) -> assertThat(world.people().all()).isEmpty());
    }

    @Test
    void people_of_other_bots_are_not_kept() {
        during((world, servant) ->
                write(world, world.bots().find("99:AAE_another-bot-of-somebody").orElseThrow(), 7, BOB));
        assertThat(dir.resolve("people")).doesNotExist();
    }

    /** Starts a simulator with its bots and what is kept, does something in it, and stops it again. */
    private void during(BiConsumer<World, Bot> action) {
        Simulator simulator = now(Simulator.start(vertx, SimulatorOptions.on(0)));
        try {
            now(SimulatedBot.addAll(simulator, Map.of(SimulatedBot.MASTER, MASTER, SimulatedBot.SERVANT, SERVANT)));
            Acquaintances people = now(Acquaintances.attach(vertx, simulator, dir));
            Optional<AssertionError> wrong = now(simulator.run(world -> {
                try {
                    action.accept(world, world.bots().find(SERVANT).orElseThrow());
                    return Optional.empty();
                } catch (AssertionError e) {
                    return Optional.of(e);
                }
            }));
            if (wrong.isPresent()) {
                throw wrong.get();
            }
            now(people.close());
        } finally {
            now(simulator.stop());
        }
    }

    private static void write(World world, Bot bot, long id, PersonName name) {
        Person person = world.people().meet(id, name);
        world.actions()
                .write(
                        person,
                        world.chats().open(bot, person),
                        Content.text("hello", new JsonArray()),
                        OptionalInt.empty());
    }

    private static void block(World world, Bot bot, boolean blocked) {
        world.actions().block(bot, world.people().meet(7, BOB), blocked);
    }

    private static boolean blocked(World world, Bot bot) {
        return world.chats().find(bot, 7).map(PrivateChat::blocked).orElseThrow();
    }

    private static <T> T now(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
