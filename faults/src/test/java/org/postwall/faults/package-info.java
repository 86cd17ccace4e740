/**
 * Faults that the composed system has to survive: each test brings the real thing up with {@code docker compose}, loads
 * it, breaks a part and counts what was lost, doubled, stale or refused.
 *
 * <p>{@code ./mvnw verify} runs the quick half; {@code ./mvnw verify -pl faults -am -Dfaults=all} runs everything at full
 * length. One test: {@code -Dit.test=KilledServerIT -Dfailsafe.failIfNoSpecifiedTests=false}. Needs a Docker engine with
 * compose, and the variables of docker/docker-compose.yaml where images can't be pulled. Without an engine the tests are
 * skipped and say so; with {@code CI=true} that is a failure. What was measured goes to {@code faults/target/report.md}.
 */
package org.postwall.faults;
