/** How updates reach a bot: one queue per bot, emptied by long polls or by a webhook, never by both. */
package org.postwall.simulator.updates;
