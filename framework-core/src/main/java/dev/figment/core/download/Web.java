package dev.figment.core.download;

import java.net.URI;
import java.util.Locale;

/** What there is to say of addresses. */
public final class Web {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private Web() {}

    /** Whether it has the scheme {@code http} or {@code https}, a host, and no user name. */
    public static boolean isAddress(URI address) {
        return (isSecure(address) || "http".equalsIgnoreCase(address.getScheme()))
                && address.getHost() != null
                && address.getRawUserInfo() == null;
    }

    static boolean isSecure(URI address) {
        return "https".equalsIgnoreCase(address.getScheme());
    }

    /** Whether what is sent there is encrypted, or stays on this machine. */
    public static boolean isPrivate(URI address) {
        return isSecure(address) || isThisMachine(address);
    }

    /** Whether two addresses have one scheme, host and port. */
    static boolean sameServer(URI one, URI other) {
        return isSecure(one) == isSecure(other)
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : isSecure(address) ? HTTPS_PORT : HTTP_PORT;
    }

    /** Whether the host is this machine, by a name or an address that cannot be another's. */
    static boolean isThisMachine(URI address) {
        String host = address.getHost() == null ? "" : address.getHost().toLowerCase(Locale.ROOT);
        return host.equals("localhost") || host.matches("127\\.\\d+\\.\\d+\\.\\d+") || host.equals("[::1]");
    }

    /** An address as it may be shown: what stands after {@code ?} may be a key to it. */
    static String shown(URI address) {
        String text = address.toString();
        int end = text.indexOf('?');
        return end < 0 ? text : text.substring(0, end);
    }
}
