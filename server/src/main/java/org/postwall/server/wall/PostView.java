package org.postwall.server.wall;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** A post as the API answers it. */
@JsonPropertyOrder({"id", "user", "timestamp", "message"})
record PostView(long id, String user, String timestamp, String message) {}
