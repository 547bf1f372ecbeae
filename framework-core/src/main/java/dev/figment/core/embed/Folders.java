package dev.figment.core.embed;

import dev.figment.api.Scratch;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.io.CacheScratch;
import dev.figment.core.plugin.PluginHost;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where things are on this machine, and how patient it is with plugins. */
public final class Folders {
    private static final String SECONDS = "FIGMENT_PLUGIN_SECONDS";

    private final Function<String, @Nullable String> environment;
    private final Function<String, @Nullable String> properties;

    /**
     * @param environment variables of the environment by name: FIGMENT_HOME, FIGMENT_PLUGINS, FIGMENT_ZOO, FIGMENT_DATA,
     *     FIGMENT_PLUGIN_SECONDS, FIGMENT_OFFLINE, and those of proxies and tokens
     * @param properties system properties by name: user.home, and figment.dist and figment.root of a distribution
     */
    public Folders(Function<String, @Nullable String> environment, Function<String, @Nullable String> properties) {
        this.environment = environment;
        this.properties = properties;
    }

    /** As the environment and the system properties say. */
    public static Folders ofProcess() {
        return new Folders(System::getenv, System::getProperty);
    }

    /** {@code FIGMENT_HOME}, or {@code .figment} in the user's home. */
    public Path home() {
        String home = environment.apply("FIGMENT_HOME");
        return home == null || home.isEmpty()
                ? Path.of(String.valueOf(properties.apply("user.home")), ".figment")
                : Path.of(home);
    }

    /** What can be fetched or made again. */
    public Path cache() {
        return home().resolve("cache");
    }

    /** Room in {@link #cache()}. */
    public Scratch scratch() {
        return new CacheScratch(cache());
    }

    /** Models that were pulled from registries. */
    public Path models() {
        return home().resolve("models");
    }

    /** Gives variables of the environment by name; null for what is not set. */
    public Function<String, @Nullable String> environment() {
        return environment;
    }

    /** The distribution's plugins, then those of {@code FIGMENT_PLUGINS}, then the user's own. */
    public List<Path> plugins() {
        return folders("figment.dist", "plugins", "FIGMENT_PLUGINS");
    }

    /** The distribution's models, then those of {@code FIGMENT_ZOO}, then the user's own. */
    public List<Path> zoos() {
        return folders("figment.root", "zoo", "FIGMENT_ZOO");
    }

    /** Local copies of datasets: {@code FIGMENT_DATA}. */
    public List<Path> data() {
        return split(environment.apply("FIGMENT_DATA"));
    }

    /**
     * How long a plugin's code may take to be started, to list what it brings, or to be stopped:
     * {@code FIGMENT_PLUGIN_SECONDS}.
     *
     * @throws FigmentException if that is no number of seconds from 1 to 3600
     */
    public Duration patience() {
        String seconds = environment.apply(SECONDS);
        if (seconds == null || seconds.isEmpty()) {
            return PluginHost.PATIENCE;
        }
        if (!seconds.matches("[1-9][0-9]{0,3}") || Integer.parseInt(seconds) > 3600) {
            throw FigmentException.user(Problem.of(
                            "wrong-environment", SECONDS, "'" + seconds + "' is no number of seconds")
                    .fix("give a whole number from 1 to 3600, or nothing for " + PluginHost.PATIENCE.toSeconds()));
        }
        return Duration.ofSeconds(Integer.parseInt(seconds));
    }

    private List<Path> folders(String property, String name, String variable) {
        List<Path> folders = new ArrayList<>();
        String shipped = properties.apply(property);
        if (shipped != null) {
            folders.add(Path.of(shipped, name));
        }
        folders.addAll(split(environment.apply(variable)));
        folders.add(home().resolve(name));
        Set<Path> seen = new HashSet<>();
        return folders.stream().filter(folder -> seen.add(identity(folder))).toList();
    }

    /** The same for two names of one folder, so that what is in it is not found twice. */
    private static Path identity(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder.toAbsolutePath().normalize();
        }
    }

    private static List<Path> split(@Nullable String paths) {
        return paths == null || paths.isEmpty()
                ? List.of()
                : Arrays.stream(paths.split(File.pathSeparator, -1))
                        .filter(path -> !path.isEmpty())
                        .map(Path::of)
                        .toList();
    }
}
