/**
 * Who calls and what they may do: bearer tokens (JWT, HS256), scopes, guards in front of routes.
 *
 * <p>Knows no feature. Sources: RFC 6750 (bearer tokens), RFC 7519 (JWT).
 */
package org.postwall.server.security;
