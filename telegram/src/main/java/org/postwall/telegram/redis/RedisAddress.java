package org.postwall.telegram.redis;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where one Redis or Sentinel listens. */
public record RedisAddress(String host, int port) {
    /** An IPv6 address in brackets, or anything without a colon; then perhaps a port. */
    private static final Pattern FORM = Pattern.compile("(\\[[^]]+]|[^:]+)(?::(\\d{1,5}))?");

    /** Reads {@code host} or {@code host:port}; a bare host has the given port. Empty where it is neither. */
    static Optional<RedisAddress> parse(String text, int port) {
        boolean bareIpv6 = text.indexOf(':') != text.lastIndexOf(':') && !text.startsWith("[");
        Matcher parts = FORM.matcher(bareIpv6 ? "[" + text + "]" : text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String host = parts.group(1).replaceAll("[\\[\\]]", "");
        int own = parts.group(2) == null ? port : Integer.parseInt(parts.group(2));
        return Optional.of(new RedisAddress(host, own)).filter(RedisAddress::canBeReached);
    }

    /** The form that the client takes. */
    String uri() {
        return "redis://" + this;
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** Some names, as those with an underscore, the client can't read. */
    private boolean canBeReached() {
        try {
            URI uri = new URI(uri());
            return uri.getHost() != null && uri.getUserInfo() == null && port >= 1 && port <= 65_535;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
