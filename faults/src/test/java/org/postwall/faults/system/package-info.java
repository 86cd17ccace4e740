/** The composed system as something to hold: bring it up, look inside, kill a part. All through docker's command line. */
package org.postwall.faults.system;
