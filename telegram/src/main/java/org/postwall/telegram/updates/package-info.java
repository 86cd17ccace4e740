/**
 * How updates come in: a {@link org.postwall.telegram.updates.Poller} or a webhook hands them to an {@link
 * org.postwall.telegram.updates.Inbox}, which has them handled in order per chat and parallel across chats. An update
 * is acknowledged to Telegram only when it was handled, or parked after failing again and again.
 */
package org.postwall.telegram.updates;
