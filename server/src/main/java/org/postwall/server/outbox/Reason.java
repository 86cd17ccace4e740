package org.postwall.server.outbox;

/** Why deliveries are not sent, and how many. */
public record Reason(String reason, long count) {}
