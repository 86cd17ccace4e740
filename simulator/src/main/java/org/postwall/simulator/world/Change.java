package org.postwall.simulator.world;

/** Something a person looking at a screen would see happen. */
public sealed interface Change {
    record MessagePosted(Message message) implements Change {}

    record MessageEdited(Message message) implements Change {}

    record MessageDeleted(Chat chat, int messageId) implements Change {}

    /** A bot answered a tap: the toast or alert is in the callback. */
    record CallbackAnswered(Callback callback) implements Change {}

    /** A bot shows that it is busy, e.g. {@code typing}, for 5 seconds or until its next message. */
    record ChatAction(Chat chat, Bot bot, String action) implements Change {}

    /** A bot changed its commands, name or descriptions. */
    record BotChanged(Bot bot) implements Change {}

    record BlockChanged(PrivateChat chat) implements Change {}

    /** A person appeared or is called otherwise now. */
    record PersonChanged(Person person) implements Change {}

    /** A group or channel appeared or changed, members included. */
    record ChatChanged(GroupChat chat) implements Change {}

    record MessagePinned(Chat chat) implements Change {}

    /** Everything was forgotten. */
    record Forgotten() implements Change {}
}
