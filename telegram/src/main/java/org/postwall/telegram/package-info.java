/**
 * The Bot API on Vert.x: {@link org.postwall.telegram.BotApi} calls it with the types of telegrambots-meta, and every
 * failure is one of three kinds ({@link org.postwall.telegram.TelegramFailure}).
 *
 * <p>Updates come in through {@code updates}, messages go out through {@code flood}. Source of the rules: <a
 * href="https://core.telegram.org/bots/api">Bot API</a>.
 */
package org.postwall.telegram;
