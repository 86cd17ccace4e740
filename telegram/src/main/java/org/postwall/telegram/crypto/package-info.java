/**
 * The cryptography that the server, the bot and the way to Telegram share.
 *
 * <p>It lives in this module because {@code telegram} is the one module that both the server and the bot may import. It
 * knows no key: whoever needs one hands it in.
 */
package org.postwall.telegram.crypto;
