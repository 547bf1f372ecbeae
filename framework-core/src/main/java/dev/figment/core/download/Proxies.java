package dev.figment.core.download;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The proxy for an address: that of Java's properties ({@code https.proxyHost}), or else that of {@code HTTPS_PROXY} or
 * {@code HTTP_PROXY} (or the same in lower case), unless {@code NO_PROXY} names the host or it is this machine.
 */
final class Proxies extends ProxySelector {
    private static final int PORT = 80;

    private final Function<String, @Nullable String> environment;

    Proxies(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    @Override
    public List<Proxy> select(URI address) {
        String scheme = Web.isSecure(address) ? "https" : "http";
        if (System.getProperty(scheme + ".proxyHost") != null) {
            return ProxySelector.getDefault().select(address);
        }
        String name = scheme.toUpperCase(Locale.ROOT) + "_PROXY";
        String proxy = variable(name);
        return proxy.isEmpty() || Web.isThisMachine(address) || isExcepted(address)
                ? List.of(Proxy.NO_PROXY)
                : List.of(new Proxy(Proxy.Type.HTTP, place(name, proxy)));
    }

    @Override
    public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
        // The failure is told where it is handled.
    }

    private String variable(String name) {
        String value = environment.apply(name);
        String other = environment.apply(name.toLowerCase(Locale.ROOT));
        return (value != null && !value.isBlank() ? value : other == null ? "" : other).strip();
    }

    /** {@code http://host:port}, or {@code host:port}. */
    private static InetSocketAddress place(String name, String proxy) {
        try {
            URI uri = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
            if ("http".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && uri.getRawUserInfo() == null) {
                return InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort() < 0 ? PORT : uri.getPort());
            }
        } catch (IllegalArgumentException e) {
            // Refused as what is no proxy; its text may hold a password.
        }
        throw FigmentException.user(Problem.of("bad-proxy", name, "this is no proxy that can be used")
                .fix("write it as http://HOST:PORT"));
    }

    /** Whether NO_PROXY has the host, a domain that it is in, either with a port, or *. */
    private boolean isExcepted(URI address) {
        String host = address.getHost().toLowerCase(Locale.ROOT);
        for (String entry : variable("NO_PROXY").toLowerCase(Locale.ROOT).split("[,\\s]+")) {
            String name = entry.replaceFirst(":\\d+$", "").replaceFirst("^\\*?\\.", "");
            boolean port = !entry.matches(".*:\\d+") || entry.endsWith(":" + Web.port(address));
            if (entry.equals("*") || (!name.isEmpty() && port && (host.equals(name) || host.endsWith("." + name)))) {
                return true;
            }
        }
        return false;
    }
}
