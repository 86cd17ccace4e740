/** Telegram's flood limits, and the 429 for those who pass them. */
package org.postwall.simulator.limits;
