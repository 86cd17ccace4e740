/**
 * What every bot's conversation stands on: a {@link org.postwall.bot.talk.Conversation} is asked with a {@link
 * org.postwall.bot.talk.BotContext} per update, which knows who wrote what and where an answer goes. Knows no feature.
 */
package org.postwall.bot.talk;
