package dev.figment.core.zoo.registry;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.download.ContentCheck;
import dev.figment.core.download.DownloadException;
import dev.figment.core.download.Downloader;
import dev.figment.core.download.Token;
import dev.figment.core.download.Wanted;
import dev.figment.core.io.Sha256;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The registries that the user has named, those of greater priority first. Each index is fetched when it is first needed,
 * and kept, so that it can be searched without a network too. Safe for use by several threads.
 */
public final class Registries {
    private static final int DIGEST = 16;

    private final List<RegistryAddress> registries;
    private final Downloader downloader;
    private final Path cache;
    private final Function<String, @Nullable String> environment;
    private final Map<String, List<IndexEntry>> read = new LinkedHashMap<>();

    /**
     * @param cache where indexes are kept; made when it is first needed
     * @param environment gives the value of a variable that holds a token
     */
    public Registries(
            List<RegistryAddress> registries,
            Downloader downloader,
            Path cache,
            Function<String, @Nullable String> environment) {
        this.registries = registries.stream()
                .sorted(Comparator.comparingInt(RegistryAddress::priority).reversed())
                .toList();
        this.downloader = downloader;
        this.cache = cache;
        this.environment = environment;
    }

    /**
     * A model of a registry.
     *
     * @param folder the address of the model's folder, which ends in /
     */
    public record Listed(IndexEntry entry, RegistryAddress registry, URI folder) {}

    /** Whether there are none. */
    public boolean isEmpty() {
        return registries.isEmpty();
    }

    /**
     * All versions of all models, sorted by name, newest first. Where two registries list one name and version, that of the
     * first is taken.
     *
     * @throws FigmentException if no index can be had of any
     */
    public List<Listed> list() {
        Map<String, Listed> all = new LinkedHashMap<>();
        List<FigmentException> failures = new ArrayList<>();
        for (RegistryAddress registry : registries) {
            try {
                for (IndexEntry entry : entries(registry)) {
                    all.putIfAbsent(entry.name() + "@" + entry.version(), listed(registry, entry));
                }
            } catch (FigmentException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty() && failures.size() == registries.size()) {
            throw failures.get(0);
        }
        failures.forEach(failure ->
                LoggerFactory.getLogger(Registries.class).warn("a registry is left out: {}", failure.getMessage()));
        return all.values().stream()
                .sorted(Comparator.comparing(Listed::entry, IndexEntry.BY_NAME_NEWEST_FIRST))
                .toList();
    }

    /**
     * A model, in the version that is named or the newest: of the first registry that has it. A registry that cannot be
     * asked is not passed over, since another one may have another model of that name.
     *
     * @param version may be empty
     * @throws FigmentException if the index of a registry that comes before cannot be had
     */
    public Optional<Listed> find(String name, String version) {
        for (RegistryAddress registry : registries) {
            Optional<IndexEntry> found = entries(registry).stream()
                    .filter(entry -> entry.name().equals(name)
                            && (version.isEmpty() || entry.version().equals(version)))
                    .min(IndexEntry.BY_NAME_NEWEST_FIRST);
            if (found.isPresent()) {
                return Optional.of(listed(registry, found.get()));
            }
        }
        return Optional.empty();
    }

    /** The entries of the indexes that were read so far. */
    public synchronized List<IndexEntry> known() {
        return read.values().stream().flatMap(List::stream).toList();
    }

    /** What the registry of a model is asked with, if it needs that. */
    public Optional<Token> token(Listed model) {
        return model.registry().token(environment);
    }

    private static Listed listed(RegistryAddress registry, IndexEntry entry) {
        String address = entry.address().endsWith("/") ? entry.address() : entry.address() + "/";
        return new Listed(entry, registry, registry.uri().resolve(address));
    }

    private synchronized List<IndexEntry> entries(RegistryAddress registry) {
        List<IndexEntry> known = read.get(registry.name());
        if (known == null) {
            known = IndexFile.read(index(registry), registry.name());
            read.put(registry.name(), known);
        }
        return known;
    }

    /** The index's file: as it is now, or, where it cannot be had, as it was. */
    private Path index(RegistryAddress registry) {
        Path file = cache.resolve(registry.name() + "-" + digest(registry.index()) + ".yaml");
        boolean here = Files.isRegularFile(file);
        if (downloader.offline()) {
            if (here) {
                return file;
            }
            throw FigmentException.user(Problem.of(
                            "offline",
                            registry.name(),
                            "the registry's index is not here, and no download is allowed (offline)")
                    .fix("run 'figment zoo search' once without --offline and FIGMENT_OFFLINE"));
        }
        try {
            downloader.fetch(Wanted.of(
                            "index of " + registry.name(),
                            List.of(registry.uri()),
                            file,
                            ContentCheck.readable(read -> IndexFile.models(read, registry.name())))
                    .atMost(IndexFile.MOST_BYTES)
                    .with(registry.token(environment))
                    .replacing());
            return file;
        } catch (DownloadException e) {
            if (here && e.isPassing()) {
                LoggerFactory.getLogger(Registries.class)
                        .warn("the registry '{}' is taken as it was: {}", registry.name(), e.getMessage());
                return file;
            }
            Problem problem = Problem.of(
                    "registry-failed", registry.name(), "the registry's index cannot be fetched: " + e.getMessage());
            throw e.isPassing()
                    ? FigmentException.run(problem.fix("check the connection, and run again"), e)
                    : FigmentException.user(problem.fix("check its address and its token in " + UserConfig.FILE), e);
        }
    }

    private static String digest(String text) {
        Sha256 digest = new Sha256();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(bytes, bytes.length);
        return digest.hex().substring(0, DIGEST);
    }
}
