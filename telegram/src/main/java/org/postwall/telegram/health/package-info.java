/** What an operator and a container engine ask a process: does it live, is it ready. Served by the server and by the bot. */
package org.postwall.telegram.health;
