/**
 * How a process of Postwall starts and stops: reading settings, exit codes, logging.
 *
 * <p>It lives in this module because {@code telegram} is the one module that both the server and the bot may import
 * (docs/DECISIONS.md).
 */
package org.postwall.telegram.process;
