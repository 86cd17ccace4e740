package org.postwall.bot.wall;

import org.postwall.bot.talk.Language;

/** Every sentence and label of the wall bot, in English and Russian. */
enum WallText {
    ADD("Add message", "Добавить сообщение"),
    GET("Get messages", "Получить сообщения"),
    CANCEL("Cancel", "Отмена"),
    AGAIN("Try again", "Попробовать ещё раз"),
    NEWER("← Newer", "← Новее"),
    OLDER("Older →", "Старее →"),
    REFRESH("Refresh", "К началу"),
    FULL("#%d in full", "#%d целиком"),

    GREETING(
            "Hello! This is a public message wall. Leave a message for everyone, or read what others wrote.",
            "Здравствуйте! Это общая стена сообщений. Оставьте сообщение для всех или прочитайте, что написали другие."),
    DESCRIPTION(
            "A public message wall: add a message that everyone can read, and read what others wrote.",
            "Общая стена сообщений: добавьте сообщение, которое прочтут все, и читайте, что написали другие."),
    COMMAND_START("Begin", "Начать"),
    COMMAND_ADD("Add a message to the wall", "Добавить сообщение на стену"),
    COMMAND_GET("Read the wall", "Читать стену"),
    COMMAND_CANCEL("Cancel adding a message", "Отменить добавление"),

    ASK(
            "Write your message. The next text you send will be put on the wall for everyone to read.",
            "Напишите сообщение. Следующий ваш текст появится на стене, и его прочтут все."),
    STORED("Done! Your message is on the wall.", "Готово! Ваше сообщение на стене."),
    NOT_STORED(
            "Sorry, your message could not be stored: the wall does not answer. Your text is not lost: try again, or send another text.",
            "К сожалению, сообщение не удалось сохранить: стена не отвечает. Текст не потерян: попробуйте ещё раз или отправьте другой текст."),
    STILL_NOT_STORED(
            "It still could not be stored. Try again later.", "Сохранить всё ещё не удалось. Попробуйте позже."),
    REFUSED(
            "Your message was not stored, the wall does not take it: %s. Send another text, or cancel.",
            "Сообщение не сохранено, стена его не принимает: %s. Отправьте другой текст или отмените."),
    TOO_LONG("it is longer than 4096 characters", "оно длиннее 4096 знаков"),
    BLANK("it has no visible characters", "в нём нет видимых знаков"),
    CANCELLED("Cancelled. Nothing was stored.", "Отменено. Ничего не сохранено."),
    NOTHING_TO_CANCEL("There is nothing to cancel.", "Отменять нечего."),
    NOTHING_TO_REPEAT("There is nothing left to try again.", "Повторять уже нечего."),
    NOT_ASKED(
            "This was not stored. To put a message on the wall, tap “Add message” first.",
            "Это не сохранено. Чтобы оставить сообщение на стене, сначала нажмите «Добавить сообщение»."),
    ONLY_TEXT_WANTED(
            "The wall takes only text. Write your message as text, or cancel.",
            "Стена принимает только текст. Напишите сообщение текстом или отмените."),
    ONLY_TEXT(
            "I understand only text and buttons. This was not stored.",
            "Я понимаю только текст и кнопки. Это не сохранено."),
    COMMAND_WHILE_ASKED(
            "That is a command, it was not stored. Write your message, or cancel.",
            "Это команда, она не сохранена. Напишите сообщение или отмените."),
    UNKNOWN_COMMAND("I don't know this command.", "Я не знаю такой команды."),

    TITLE("Wall", "Стена"),
    PAGE("page %d of %d", "страница %d из %d"),
    EMPTY("The wall is empty. Be the first to write!", "На стене пока пусто. Напишите первым!"),
    AWAY(
            "The wall does not answer now. Please try again a little later.",
            "Стена сейчас не отвечает. Попробуйте немного позже."),
    GONE("This message is no longer on the wall.", "Этого сообщения больше нет на стене."),
    OUTDATED("This button is outdated.", "Эта кнопка устарела.");

    private final String english;
    private final String russian;

    WallText(String english, String russian) {
        this.english = english;
        this.russian = russian;
    }

    String in(Language language, Object... values) {
        return language.choose(english, russian, values);
    }
}
