/**
 * The pages that people open in a browser: the wall, the outbox, both live, and the documentation of the API.
 *
 * <p>Routes: {@code /}, {@code /wall/*}, {@code /admin}, {@code /admin/*}, {@code /docs}, {@code /docs/*}, {@code
 * /openapi.yaml}. Everything is read from the class path; the pages are plain HTML, CSS and JavaScript modules that work under a Content-Security-Policy without
 * inline scripts.
 */
package org.postwall.server.pages;
