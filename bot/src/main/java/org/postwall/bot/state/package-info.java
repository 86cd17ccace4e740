/**
 * What a bot remembers about a chat between two updates, an hour long: in Redis, so that it survives a restart, and in
 * memory where there is no Redis. Keys: {@code postwall:bot:<bot id>:<chat id>}.
 */
package org.postwall.bot.state;
