package org.postwall.bot;

import java.net.URI;

/**
 * How Telegram delivers updates to us.
 *
 * @param url the address under which Telegram reaches this process; each bot adds its id to the path
 * @param bind address to listen on
 * @param port port to listen on; 0: any free one
 */
public record WebhookSettings(URI url, String bind, int port) {}
