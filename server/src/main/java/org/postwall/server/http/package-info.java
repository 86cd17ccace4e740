/**
 * HTTP as this server speaks it: what is refused before a route is asked, request bodies, and every error as
 * {@code application/problem+json}.
 *
 * <p>Knows no feature. Sources: RFC 9110 (semantics), RFC 9112 (HTTP/1.1), RFC 9457 (problem details).
 */
package org.postwall.server.http;
