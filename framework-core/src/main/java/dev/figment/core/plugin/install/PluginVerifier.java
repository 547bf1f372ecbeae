package dev.figment.core.plugin.install;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.plugin.PluginHost;
import dev.figment.core.plugin.PluginProperties;
import dev.figment.core.plugin.PluginStatus;
import dev.figment.core.plugin.PluginZip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks whether plugins are what was installed, and whether they work here. */
public final class PluginVerifier {
    private final UserFolder user;
    private final List<Path> folders;
    private final Path cache;
    private final Duration patience;

    /** As {@link PluginInstaller}. */
    public PluginVerifier(Path home, List<Path> folders, Path cache, Duration patience) {
        this.patience = patience;
        this.user = new UserFolder(home.resolve("plugins"));
        this.folders = List.copyOf(folders);
        this.cache = cache;
    }

    /**
     * Verifies all plugins, or those of these ids.
     *
     * @throws FigmentException if there is none of such an id
     */
    public List<VerifiedPlugin> verify(List<String> ids) {
        List<VerifiedPlugin> verified = new ArrayList<>();
        List<String> found = new ArrayList<>();
        try (PluginHost host = PluginHost.load(folders, cache, patience)) {
            for (PluginStatus status : host.plugins()) {
                found.add(status.id());
                if (ids.isEmpty() || ids.contains(status.id())) {
                    verified.add(verify(status));
                }
            }
        }
        for (String id : ids) {
            if (!found.contains(id)) {
                throw FigmentException.user(Problem.of("unknown-plugin", id, "there is no plugin of this id")
                        .suggesting(id, found));
            }
        }
        return verified;
    }

    private VerifiedPlugin verify(PluginStatus status) {
        Path path = status.source().orElseThrow();
        List<Problem> problems = new ArrayList<>();
        String version = status instanceof PluginStatus.Loaded loaded ? loaded.version() : "";
        if (status instanceof PluginStatus.Failed failed) {
            problems.add(failed.problem());
        }
        String sha256 = "";
        Optional<InstallRecord> record = Optional.empty();
        try {
            if (!Files.isDirectory(path)) {
                sha256 = Digest.ofFile(path);
                record = user.record(sha256).filter(known -> path.equals(user.zip(known.id())));
                requireRecorded(path, sha256, record.isPresent());
            }
            Optional<String> read = content(path, record);
            version = read.orElse(version);
        } catch (FigmentException e) {
            e.problems().stream().filter(problem -> !problems.contains(problem)).forEach(problems::add);
        } catch (IOException e) {
            problems.add(Problem.of("unreadable-plugin", path.toString(), "cannot be read: " + e)
                    .fix("make it readable"));
        }
        return new VerifiedPlugin(status.id(), version, path, sha256, record, problems);
    }

    /** Something may have been installed at this place, and changed since. */
    private void requireRecorded(Path path, String sha256, boolean recorded) {
        for (InstallRecord record : user.records()) {
            if (!recorded && path.equals(user.zip(record.id()))) {
                throw FigmentException.user(Problem.of(
                                "changed-plugin",
                                path.toString(),
                                "it was changed after it was installed: its SHA-256 is " + sha256 + ", and was "
                                        + record.sha256())
                        .fix("remove it and install it again: figment plugins remove " + record.id()
                                + " && figment plugins install " + record.source()));
            }
        }
    }

    /** Reads all of it; gives its version. */
    private Optional<String> content(Path path, Optional<InstallRecord> record) throws IOException {
        if (Files.isDirectory(path)) {
            return version(path, path.toString(), record);
        }
        Path unpacked = Files.createTempDirectory("figment-verify-");
        try {
            PluginZip.unpackInto(unpacked, path, path.toString());
            return version(unpacked, path.toString(), record);
        } finally {
            UserFolder.delete(unpacked);
        }
    }

    private Optional<String> version(Path folder, String where, Optional<InstallRecord> record) throws IOException {
        String version = PluginProperties.ofFolder(folder, where).version();
        Optional<PluginManifest> manifest = PluginManifest.of(folder, where);
        Optional<SigningKey> key =
                record.flatMap(known -> Optional.ofNullable(known.key())).map(text -> SigningKey.of(text, where));
        if (key.isPresent()
                && manifest.filter(list -> list.isSignedBy(key.get())).isEmpty()) {
            throw FigmentException.user(Problem.of(
                            "wrong-signature",
                            where,
                            "it is not signed with the key " + key.get().fingerprint() + ", as its record says")
                    .fix("remove it and install it again"));
        }
        PluginHost.links(cache).requireAnew(folder, where);
        return Optional.of(version);
    }
}
