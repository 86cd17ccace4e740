package org.postwall.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.postwall.server.store.StoreFailure;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ApiExceptionTest {
    private final StoreFailure away = new StoreFailure("mongo:27017 is away");

    @Test
    void a_store_that_is_away_means_503_and_to_come_again_in_a_second() {
        assertThat(ApiException.known(away)).isInstanceOfSatisfying(ApiException.class, told -> {
            assertThat(told.status()).isEqualTo(503);
            assertThat(told.detail()).isEqualTo("The store doesn't answer.");
            assertThat(told.retryAfter()).contains(Duration.ofSeconds(1));
            assertThat(told.getCause()).as("for the log").isSameAs(away);
        });
    }

    @Test
    void who_knows_what_is_not_possible_says_so() {
        assertThat(ApiException.known(away, "The wall can't be read now."))
                .isInstanceOfSatisfying(ApiException.class, told -> {
                    assertThat(told.status()).isEqualTo(503);
                    assertThat(told.detail()).isEqualTo("The wall can't be read now.");
                    assertThat(told.getCause()).isSameAs(away);
                });
    }

    @Test
    void refusals_and_faults_of_our_own_stay_what_they_are() {
        ApiException refusal = ApiException.notFound("There is no message 7.");
        IllegalStateException fault = new IllegalStateException("a fault");
        assertThat(ApiException.known(refusal)).isSameAs(refusal);
        assertThat(ApiException.known(fault)).isSameAs(fault);
        assertThat(ApiException.known(fault, "The wall can't be read now.")).isSameAs(fault);
    }
}
