package org.postwall.server.http;

import java.util.Objects;

/**
 * What is wrong with one field, parameter or header of a request.
 *
 * @param field where it is, from the root of the body ({@code message.message}), or a parameter's or header's name
 * @param message what it must be, for the developer of the client
 */
public record FieldError(String field, String message) {
    public FieldError {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(message, "message");
    }
}
