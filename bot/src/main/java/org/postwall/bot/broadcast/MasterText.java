package org.postwall.bot.broadcast;

import org.postwall.bot.talk.Language;

/** Every sentence and label of the master bot, in English and Russian. */
enum MasterText {
    GREETING(
            "Hello! What a master writes here goes to every follower, and nobody is told who wrote it. To become a master, send /register and the token after it. Then write: each text, photo, video, animation, document, sound or sticker is a message for everyone, and what you edit changes for everyone.",
            "Здравствуйте! Что мастер пишет здесь, получат все подписчики, и никто не узнает, кто это написал. Чтобы стать мастером, отправьте /register и после него токен. Затем пишите: каждый текст, фото, видео, анимация, документ, звук или стикер станет сообщением для всех, а исправленное изменится у всех."),
    DESCRIPTION(
            "Masters write here, every follower receives it, and nobody is told who wrote it.",
            "Здесь пишут мастера, получают все подписчики, и никто не узнает, кто написал."),
    COMMAND_START("Begin", "Начать"),
    COMMAND_REGISTER("Become a master, with a token", "Стать мастером, нужен токен"),
    COMMAND_HELP("How it works", "Как это работает"),

    REGISTERED(
            "You are a master now. The next message you write goes to every follower.",
            "Теперь вы мастер. Следующее ваше сообщение получат все подписчики."),
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
            "There is nothing left to try again. Send the message once more if it is not under way.",
            "Повторять уже нечего. Отправьте сообщение ещё раз, если оно не в пути."),
    AGAIN("Try again", "Попробовать ещё раз"),
    REFUSED("Nothing was sent, the server does not take this: %s", "Ничего не отправлено, сервер это не принимает: %s"),
    BLANK(
            "Nothing was sent: the text has no visible characters.",
            "Ничего не отправлено: в тексте нет видимых знаков."),
    OTHER_KIND(
            "Nothing was sent: followers can get text, photos, videos, animations, documents, audio, voice messages and stickers, but not this.",
            "Ничего не отправлено: подписчики могут получать текст, фото, видео, анимации, документы, аудио, голосовые сообщения и стикеры, но не это."),
    TOO_BIG(
            "Nothing was sent: Telegram lets bots load files of at most 20 MB, and this one is larger.",
            "Ничего не отправлено: Telegram позволяет ботам загружать файлы не больше 20 МБ, а этот больше."),
    NO_FILE(
            "Nothing was sent: Telegram does not hand out this file any more. Send it once more.",
            "Ничего не отправлено: Telegram больше не отдаёт этот файл. Отправьте его ещё раз."),
    UNKNOWN_COMMAND(
            "I don't know this command, and commands are never sent to followers.",
            "Я не знаю такой команды, а команды подписчикам не отправляются."),

    EDIT_TOO_LATE(
            "Not changed: the message was cancelled or deleted for everyone.",
            "Не изменено: сообщение отменено или удалено у всех."),
    EDIT_NOT_SENT(
            "Nothing changes for followers: this was not sent to them.",
            "У подписчиков ничего не изменится: это им не отправлялось."),
    EDIT_COMMAND(
            "Not changed: commands are never sent to followers.", "Не изменено: команды подписчикам не отправляются."),
    EDIT_BLANK("Not changed: the text has no visible characters.", "Не изменено: в тексте нет видимых знаков."),
    EDIT_REFUSED("Not changed, the server does not take this: %s", "Не изменено, сервер это не принимает: %s"),
    EDIT_AWAY(
            "Not changed: the server does not answer now. Edit the message again a little later.",
            "Не изменено: сервер сейчас не отвечает. Исправьте сообщение ещё раз немного позже."),

    TITLE("Message %d", "Сообщение %d"),
    PREPARING("Nobody has been written to yet.", "Пока никому не отправлено."),
    NOBODY("Finished. There was nobody to send it to.", "Готово. Отправлять было некому."),
    SHARE("%d%% done, %d people", "Выполнено %d%%, получателей: %d"),
    FINISHED("Finished, %2$d people", "Готово, получателей: %2$d"),
    SHARE_PAUSED("Paused. %d%% done, %d people", "Приостановлено. Выполнено %d%%, получателей: %d"),
    CANCELLING("Is being cancelled, %2$d people", "Отменяется, получателей: %2$d"),
    CANCELLED("Cancelled, %2$d people", "Отменено, получателей: %2$d"),
    RECALLING("Is being deleted for everyone, %2$d people", "Удаляется у всех, получателей: %2$d"),
    RECALLED("Deleted for everyone, %2$d people", "Удалено у всех, получателей: %2$d"),
    RECALLED_PARTLY(
            "Deleted as far as Telegram allows, %2$d people", "Удалено, где Telegram позволяет, получателей: %2$d"),
    RATE("%s per second", "%s в секунду"),
    PROBLEMS("What went wrong:", "Что не удалось:"),
    TROUBLE("Nothing leaves now: %s", "Сейчас ничего не уходит: %s"),
    PAUSE("Pause", "Пауза"),
    RESUME("Resume", "Продолжить"),
    CANCEL("Cancel", "Отменить"),
    RECALL("Delete for everyone", "Удалить у всех"),
    RETRY("Retry failed", "Повторить неудачные"),
    DONE_PAUSE("Paused.", "Приостановлено."),
    DONE_RESUME("Goes on.", "Продолжается."),
    DONE_CANCEL("Cancelled.", "Отменено."),
    DONE_RECALL("It is being deleted for everyone.", "Удаляется у всех."),
    DONE_RETRY("The failed ones are tried again.", "Неудачные отправляются ещё раз."),
    NOT_POSSIBLE("This is not possible now.", "Сейчас это невозможно."),
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
