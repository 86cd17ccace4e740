/** The record of Bot API calls, which tests read. */
package org.postwall.simulator.calls;
