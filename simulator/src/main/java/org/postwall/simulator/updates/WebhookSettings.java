package org.postwall.simulator.updates;

import java.net.URI;

/**
 * Where and how a bot wants its updates delivered.
 *
 * @param secret the value of the header {@code X-Telegram-Bot-Api-Secret-Token}; empty for none
 * @param maxConnections how many updates may be on their way at once
 */
public record WebhookSettings(URI url, String secret, int maxConnections, boolean customCertificate) {}
