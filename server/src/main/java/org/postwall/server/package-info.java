/** The server: REST API, wall, and every feature's rules. Main reads the environment, App makes every object, Api is the table of routes. */
package org.postwall.server;
