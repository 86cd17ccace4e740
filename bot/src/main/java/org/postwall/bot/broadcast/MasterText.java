package org.postwall.bot.broadcast;

import org.postwall.bot.talk.Language;

/** Every sentence and label of the master bot, in English and Russian. */
enum MasterText {
    GREETING(
            "Hello! What a master writes here goes to every follower, and nobody is told who wrote it. To become a master, send /register and the token after it. Then write: each text is a message for everyone.",
            "Здравствуйте! Что мастер пишет здесь, получат все подписчики, и никто не узнает, кто это написал. Чтобы стать мастером, отправьте /register и после него токен. Затем пишите: каждый текст станет сообщением для всех."),
    DESCRIPTION(
            "Masters write here, every follower receives it, and nobody is told who wrote it.",
            "Здесь пишут мастера, получают все подписчики, и никто не узнает, кто написал."),
    COMMAND_START("Begin", "Начать"),
    COMMAND_REGISTER("Become a master, with a token", "Стать мастером, нужен токен"),
    COMMAND_HELP("How it works", "Как это работает"),

    REGISTERED(
            "You are a master now. The next text you write goes to every follower.",
            "Теперь вы мастер. Следующий ваш текст получат все подписчики."),
    ALREADY("You are a master already.", "Вы уже мастер."),
    WRONG("This token is wrong.", "Этот токен неверен."),
    LOCKED(
            "There were too many wrong tokens. Try again in %d min.",
            "Слишком много неверных токенов. Попробуйте снова через %d мин."),
    TOKEN_MISSING(
            "Send the token in the same message: /register token",
            "Отправьте токен тем же сообщением: /register токен"),
    NO_MASTER(
            "Only masters can write to everyone here, and nothing was sent. If you have a token, send: /register token",
            "Писать всем здесь могут только мастера, ничего не отправлено. Если у вас есть токен, отправьте: /register токен"),
    AWAY(
            "The server does not answer now. Please try again a little later.",
            "Сервер сейчас не отвечает. Попробуйте немного позже."),

    NOT_SENT(
            "The server did not confirm your message. Tap “Try again”: it is sent once, however often you tap.",
            "Сервер не подтвердил ваше сообщение. Нажмите «Попробовать ещё раз»: оно уйдёт один раз, сколько бы вы ни нажимали."),
    STILL_NOT_SENT(
            "The server still does not answer. Try again later.", "Сервер всё ещё не отвечает. Попробуйте позже."),
    CONFIRMED("The server has your message now.", "Сервер получил ваше сообщение."),
    NOTHING_TO_REPEAT(
            "There is nothing left to try again. Send the text once more if it is not under way.",
            "Повторять уже нечего. Отправьте текст ещё раз, если он не в пути."),
    AGAIN("Try again", "Попробовать ещё раз"),
    REFUSED("Nothing was sent, the server does not take this: %s", "Ничего не отправлено, сервер это не принимает: %s"),
    BLANK(
            "Nothing was sent: the text has no visible characters.",
            "Ничего не отправлено: в тексте нет видимых знаков."),
    ONLY_TEXT(
            "Nothing was sent: only text can be sent so far.",
            "Ничего не отправлено: пока можно отправлять только текст."),
    UNKNOWN_COMMAND(
            "I don't know this command, and commands are never sent to followers.",
            "Я не знаю такой команды, а команды подписчикам не отправляются."),

    TITLE("Message %d", "Сообщение %d"),
    PREPARING("Nobody has been written to yet.", "Пока никому не отправлено."),
    NOBODY("Finished. There was nobody to send it to.", "Готово. Отправлять было некому."),
    SHARE("%d%% done, %d people", "Выполнено %d%%, получателей: %d"),
    FINISHED("Finished, %2$d people", "Готово, получателей: %2$d"),
    PAUSE("Pause", "Пауза"),
    RESUME("Resume", "Продолжить"),
    CANCEL("Cancel", "Отменить"),
    RECALL("Delete for everyone", "Удалить у всех"),
    DONE_PAUSE("Paused.", "Приостановлено."),
    DONE_RESUME("Goes on.", "Продолжается."),
    DONE_CANCEL("Cancelled.", "Отменено."),
    DONE_RECALL("It is being deleted for everyone.", "Удаляется у всех."),
    NOT_POSSIBLE("This is not possible yet.", "Это пока невозможно."),
    OUTDATED("This button is outdated.", "Эта кнопка устарела.");

    private final String english;
    private final String russian;

    MasterText(String english, String russian) {
        this.english = english;
        this.russian = russian;
    }

    String in(Language language, Object... values) {
        return language.choose(english, russian, values);
    }
}
