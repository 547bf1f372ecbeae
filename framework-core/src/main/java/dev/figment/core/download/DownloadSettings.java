package dev.figment.core.download;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.net.ProxySelector;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How files are downloaded.
 *
 * @param offline open no socket: what would be downloaded is an error
 * @param parallel files at once, at least 1
 * @param connect the longest time until a connection is there
 * @param silence the longest time in which a server may send nothing
 * @param retries how often it is tried again
 * @param proxies which proxy is used for an address
 * @param space how much room there is
 */
public record DownloadSettings(
        boolean offline,
        int parallel,
        Duration connect,
        Duration silence,
        Retries retries,
        ProxySelector proxies,
        Space space) {
    /** The environment's variable that forbids downloads. */
    public static final String OFFLINE = "FIGMENT_OFFLINE";

    private static final int PARALLEL = 4;
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration SILENCE = Duration.ofSeconds(60);

    public DownloadSettings {
        if (parallel < 1) {
            throw new IllegalArgumentException("parallel must be at least 1, not " + parallel);
        }
    }

    /**
     * As the environment says.
     *
     * @param offline whether downloads are forbidden, whatever the environment says
     * @param environment gives a variable's value, or null where it is not set
     * @throws FigmentException if {@code FIGMENT_OFFLINE} is neither true nor false
     */
    public static DownloadSettings of(boolean offline, Function<String, @Nullable String> environment) {
        return new DownloadSettings(
                offline || isOffline(environment),
                PARALLEL,
                CONNECT,
                SILENCE,
                Retries.usual(),
                new Proxies(environment),
                Space.OF_DISK);
    }

    private static boolean isOffline(Function<String, @Nullable String> environment) {
        String value = environment.apply(OFFLINE);
        return switch (value == null ? "" : value.strip().toLowerCase(Locale.ROOT)) {
            case "", "0", "false", "no", "off" -> false;
            case "1", "true", "yes", "on" -> true;
            default ->
                throw FigmentException.user(
                        Problem.of("bad-variable", OFFLINE, "this is neither true nor false: '" + value + "'")
                                .fix("set it to 1 to download nothing, or to 0"));
        };
    }
}
