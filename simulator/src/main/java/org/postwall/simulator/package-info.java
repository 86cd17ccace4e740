/** A strict Bot API server with a chat page, for tests and for trying Postwall without Telegram. */
package org.postwall.simulator;
