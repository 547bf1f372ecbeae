package dev.figment.core.plugin.install;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.plugin.FigmentPlugin;
import dev.figment.core.io.AtomicFile;
import dev.figment.core.io.WriteProblems;
import dev.figment.core.plugin.FoundPlugin;
import dev.figment.core.plugin.PluginProperties;
import dev.figment.core.plugin.PluginZip;
import dev.figment.core.plugin.install.PluginChange.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Changes which plugins the user has. Each change is made by one process at a time and happens at once: a plugin is fetched,
 * looked through and loaded in a folder of its own, and then renamed to its place.
 */
public final class PluginInstaller {
    private final UserFolder user;
    private final List<Path> folders;
    private final Trust trust;
    private final Trial trial;
    private final PluginRegistries registries;

    /**
     * @param home the user's folder, with the plugins in {@code plugins}
     * @param folders all folders that plugins are looked for in, the user's among them
     * @param cache where zips of other plugins are unpacked to
     * @param builtIn what Figment brings itself
     * @param patience how long a plugin's code may take, as for {@code PluginHost}
     */
    public PluginInstaller(Path home, List<Path> folders, Path cache, FigmentPlugin builtIn, Duration patience) {
        this.user = new UserFolder(home.resolve("plugins"));
        this.folders = List.copyOf(folders);
        this.trust = new Trust(home);
        this.registries = new PluginRegistries(home);
        this.trial = new Trial(folders, cache, builtIn, patience);
    }

    /**
     * Installs a plugin.
     *
     * @param source a zip, a folder, an address with {@code http:}, {@code https:} or {@code file:}, or, where no file of
     *     this name is there, a name in a registry, {@code NAME} or {@code NAME@RANGE}
     * @throws FigmentException if it is refused, or something else has its id; nothing is changed then
     */
    public PluginChange install(String source, InstallOptions options) {
        return changing(stage -> bring(source, Fetch.isThere(source), stage, Optional.empty(), options));
    }

    /**
     * Brings a newer version of a plugin. The old one stays until the new one has been loaded.
     *
     * @param source as for {@link #install}; where it is empty, what the plugin was installed from
     * @throws FigmentException if it is refused, or the plugin is not installed; nothing is changed then
     */
    public PluginChange update(String id, Optional<String> source, InstallOptions options) {
        return changing(stage -> {
            InstalledPlugins plugins = installed();
            FoundPlugin old = plugins.require(id);
            String from = source.or(() -> record(old).map(InstallRecord::source))
                    .orElseThrow(() -> FigmentException.user(
                            Problem.of("unknown-source", id, "it was not installed by 'plugins install'")
                                    .fix("say where the new version is: --from SOURCE")));
            // A path was recorded as an absolute one, so what is none is a name in a registry, whatever lies here.
            return bring(from, source.filter(Fetch::isThere).isPresent(), stage, Optional.of(id), options);
        });
    }

    /** The ids of the plugins that were installed by this, sorted. */
    public List<String> recorded() {
        // A process that was ended while it removed a plugin may have left the record.
        return user.records().stream()
                .map(InstallRecord::id)
                .distinct()
                .filter(id -> Files.exists(user.zip(id)))
                .toList();
    }

    /**
     * Removes a plugin.
     *
     * @throws FigmentException if there is none, it is not the user's, or another needs it; nothing is changed then
     */
    public PluginChange remove(String id) {
        return changing(stage -> {
            InstalledPlugins plugins = installed();
            FoundPlugin old = plugins.removable(id);
            String sha256 = Files.isDirectory(old.path()) ? "" : Digest.ofFile(old.path());
            Files.move(old.path(), stage.resolve("removed"));
            user.forget(old.properties().id(), "");
            return new PluginChange(
                    Kind.REMOVED,
                    old.properties().id(),
                    old.properties().version(),
                    Optional.of(old.properties().version()),
                    sha256,
                    Optional.empty(),
                    old.path());
        });
    }

    @FunctionalInterface
    private interface Change {
        PluginChange in(Path stage) throws IOException;
    }

    private PluginChange changing(Change change) {
        return user.exclusively(() -> {
            Path stage = null;
            try {
                stage = user.stage();
                return change.in(stage);
            } catch (IOException e) {
                throw WriteProblems.of(user.path(), e);
            } finally {
                if (stage != null) {
                    UserFolder.delete(stage);
                }
            }
        });
    }

    private InstalledPlugins installed() {
        return InstalledPlugins.in(folders, user);
    }

    private Optional<InstallRecord> record(FoundPlugin plugin) {
        try {
            return Files.isDirectory(plugin.path()) ? Optional.empty() : user.record(Digest.ofFile(plugin.path()));
        } catch (IOException e) {
            throw WriteProblems.of(plugin.path(), e);
        }
    }

    /** Fetches a plugin, from a registry where the source is a name in one, and puts it in its place. */
    private PluginChange bring(
            String source, boolean isPath, Path stage, Optional<String> updated, InstallOptions options)
            throws IOException {
        Optional<PluginRegistries.Place> registered = isPath
                ? Optional.empty()
                : registries.find(source, stage, installed().versions());
        if (registered.isEmpty()) {
            return put(Fetch.from(source, stage), stage, updated, options);
        }
        PluginRegistries.Place place = registered.get();
        Incoming fetched = Fetch.from(place.address(), stage);
        if (!fetched.sha256().equals(place.sha256())) {
            throw FigmentException.user(Problem.of(
                            "wrong-digest",
                            place.address(),
                            "its SHA-256 is " + fetched.sha256() + ", and the registry says " + place.sha256())
                    .fix("try again later, or tell whoever keeps the registry"));
        }
        // The source is recorded as it was given, so that an update finds the newest in its range.
        return put(
                new Incoming(fetched.zip(), source, fetched.sha256()),
                stage,
                updated,
                new InstallOptions(options.trust(), options.key().or(place::key), options.sha256()));
    }

    /** Looks an incoming plugin through, tries it, and puts it in its place. */
    private PluginChange put(Incoming incoming, Path stage, Optional<String> updated, InstallOptions options)
            throws IOException {
        requireDigest(incoming, options);
        Path tried = stage.resolve("trial");
        Path folder = Files.createDirectories(tried.resolve("plugin"));
        PluginZip.unpackInto(folder, incoming.zip(), incoming.source());
        PluginProperties properties = PluginProperties.ofFolder(folder, incoming.source());
        InstalledPlugins plugins = installed();
        Optional<FoundPlugin> old = plugins.replaced(properties, incoming, updated);
        Optional<InstallRecord> record = old.flatMap(this::record);
        Optional<SigningKey> signer = trust.judge(
                incoming,
                PluginManifest.of(folder, incoming.source()),
                record.flatMap(before -> Optional.ofNullable(before.key()))
                        .map(key -> SigningKey.of(key, "the key of the plugin that is installed")),
                options);
        boolean same = old.isPresent() && Digest.ofFile(old.get().path()).equals(incoming.sha256());
        if (!same) {
            plugins.requireFit(properties, incoming);
            trial.load(tried, incoming.source());
        }
        if (options.trust()) {
            trust.remember(incoming, properties.id(), properties.version());
        }
        user.write(new InstallRecord(
                properties.id(),
                properties.version(),
                incoming.sha256(),
                incoming.source(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                signer.map(SigningKey::base64).orElse(null)));
        Path target = user.zip(properties.id());
        if (!same) {
            AtomicFile.replace(target, incoming.zip());
        }
        user.forget(properties.id(), incoming.sha256());
        return new PluginChange(
                same ? Kind.UNCHANGED : old.isPresent() ? Kind.UPDATED : Kind.INSTALLED,
                properties.id(),
                properties.version(),
                old.map(plugin -> plugin.properties().version()),
                incoming.sha256(),
                signer.map(SigningKey::fingerprint),
                target);
    }

    private static void requireDigest(Incoming incoming, InstallOptions options) {
        String asked = options.sha256().orElse(incoming.sha256()).toLowerCase(Locale.ROOT);
        if (!asked.equals(incoming.sha256())) {
            throw FigmentException.user(Problem.of(
                            "wrong-digest",
                            incoming.source(),
                            "its SHA-256 is " + incoming.sha256() + ", and " + asked + " was asked for")
                    .fix("get it from its author, or the right digest"));
        }
    }
}
