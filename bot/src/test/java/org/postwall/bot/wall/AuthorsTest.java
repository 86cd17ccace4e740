package org.postwall.bot.wall;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.bot.wall.NewPost.Author;
import org.telegram.telegrambots.meta.api.objects.User;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AuthorsTest {
    @Test
    void a_person_becomes_an_author_as_they_are() {
        User user = new User(7L, "Анна", false);
        user.setLastName("O'Neil <b>");
        user.setUserName("ann");
        assertThat(Authors.of(user)).isEqualTo(new Author(7, "Анна", "O'Neil <b>", "ann"));
    }

    @Test
    void names_the_wall_would_not_take_are_shortened_between_characters_or_left_out() {
        User user = new User(7L, "👋".repeat(40), false);
        user.setLastName("x" + "👋".repeat(40));
        user.setUserName(" ");
        Author author = Authors.of(user);
        assertThat(author.firstName()).isEqualTo("👋".repeat(32));
        assertThat(author.lastName()).isEqualTo("x" + "👋".repeat(31));
        assertThat(author.username()).isNull();
    }

    @Test
    void someone_without_a_name_is_a_question_mark() {
        assertThat(Authors.of(new User(7L, " ", false)).firstName()).isEqualTo("?");
    }
}
