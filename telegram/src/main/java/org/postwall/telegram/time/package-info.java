/** Time as a value that is handed in: tests move it by hand. */
package org.postwall.telegram.time;
