package dev.figment.core.download;

import java.net.URI;

/**
 * Proves to one server who asks; sent as {@code Authorization: Bearer …} to that scheme, host and port alone. It prints
 * without its value.
 */
public final class Token {
    private final URI server;
    private final String value;

    /**
     * @param server an address of the server that it is for
     * @param value visible ASCII characters
     * @throws IllegalArgumentException if the value has others, or would be sent unencrypted to another machine; the
     *     message does not have it
     */
    public Token(URI server, String value) {
        if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("a token must be of visible ASCII characters, without blanks");
        }
        if (!Web.isPrivate(server)) {
            throw new IllegalArgumentException("a token is not sent unencrypted: the address must begin with https:");
        }
        this.server = server;
        this.value = value;
    }

    /** Whether an address is of the server that it is for. */
    boolean isFor(URI address) {
        return Web.sameServer(server, address);
    }

    /** The header's value. */
    String header() {
        return "Bearer " + value;
    }

    @Override
    public String toString() {
        return "token for " + server.getHost();
    }
}
