package org.postwall.bot.broadcast;

import org.postwall.bot.talk.Language;

/** Every sentence and label of the servant bot, in English and Russian. */
enum ServantText {
    GREETING(
            "Hello! Follow to receive the messages that are sent here. The first time a token is needed: /follow token. You can leave whenever you like and come back without a token.",
            "Здравствуйте! Подпишитесь, чтобы получать сообщения, которые здесь рассылают. В первый раз нужен токен: /follow токен. Уйти можно в любой момент, а вернуться без токена."),
    DESCRIPTION(
            "Follow to receive messages; leave whenever you like. What you missed is sent when you come back.",
            "Подпишитесь, чтобы получать сообщения; уйти можно в любой момент. Пропущенное придёт, когда вы вернётесь."),
    COMMAND_START("Show the options", "Показать возможности"),
    COMMAND_FOLLOW("Receive the messages", "Получать сообщения"),
    COMMAND_UNFOLLOW("Receive no more messages", "Больше не получать сообщений"),
    FOLLOW("Follow", "Подписаться"),
    UNFOLLOW("Leave", "Отписаться"),

    FOLLOWING("You follow now. New messages will come here.", "Вы подписаны. Новые сообщения придут сюда."),
    ALREADY("You follow already. New messages come here.", "Вы уже подписаны. Новые сообщения приходят сюда."),
    MISSED(
            "You follow now. Messages sent while you were away: %d. They will come here.",
            "Вы подписаны. Пока вас не было, отправлено сообщений: %d. Они придут сюда."),
    QUESTION(
            "You follow now. Messages sent while you were away: %d. Which of them do you want?",
            "Вы подписаны. Пока вас не было, отправлено сообщений: %d. Какие из них прислать?"),
    ALL("All", "Все"),
    LAST("The last 20", "Последние 20"),
    NONE("None", "Никаких"),
    CHOSE_ALL("All that you missed will come here.", "Всё пропущенное придёт сюда."),
    CHOSE_LAST("The last 20 will come here.", "Последние 20 придут сюда."),
    CHOSE_NONE("Only new messages will come here.", "Сюда придут только новые сообщения."),
    LEFT("You don't follow any more. To come back: /follow", "Вы больше не подписаны. Чтобы вернуться: /follow"),

    TOKEN_NEEDED(
            "The first time a token is needed. Send: /follow token",
            "В первый раз нужен токен. Отправьте: /follow токен"),
    WRONG("This token is wrong.", "Этот токен неверен."),
    LOCKED(
            "There were too many wrong tokens. Try again in %d min.",
            "Слишком много неверных токенов. Попробуйте снова через %d мин."),
    REFUSED("The server does not take this: %s", "Сервер это не принимает: %s"),
    AWAY(
            "The server does not answer now. Please try again a little later.",
            "Сервер сейчас не отвечает. Попробуйте немного позже."),
    UNKNOWN(
            "I understand only the buttons and the commands /follow and /unfollow.",
            "Я понимаю только кнопки и команды /follow и /unfollow."),
    OUTDATED("This button is outdated.", "Эта кнопка устарела.");

    private final String english;
    private final String russian;

    ServantText(String english, String russian) {
        this.english = english;
        this.russian = russian;
    }

    String in(Language language, Object... values) {
        return language.choose(english, russian, values);
    }
}
