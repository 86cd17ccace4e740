package org.postwall.server.outbox;

/** A message that a chat has: the chat, and Telegram's number of the message there. */
record Copy(long chat, int message) {}
