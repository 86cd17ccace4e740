/**
 * The way to Redis that server and bot share: settings, one connection that is remade when it is lost, its sessions,
 * scripts.
 *
 * <p>Knows no feature and no key. Besides this package only classes named {@code RedisX} see the client's types. It lives
 * in this module for the same reason as {@code process} does (docs/DECISIONS.md).
 */
package org.postwall.telegram.redis;
