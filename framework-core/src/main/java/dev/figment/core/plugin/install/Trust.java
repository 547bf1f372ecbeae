package dev.figment.core.plugin.install;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whose plugins are run: those signed with a key that is known, and those that the user has said once to trust, which are
 * remembered by their digest.
 */
final class Trust {
    /** The list's name. */
    static final String FILE = "trusted-plugins";

    private final Path trusted;
    private final Path keys;

    /**
     * @param home has the list {@code trusted-plugins}, and public keys as {@code keys/*.pem}
     */
    Trust(Path home) {
        this.trusted = home.resolve(FILE);
        this.keys = home.resolve("keys");
    }

    /**
     * Who stands for a plugin: the key that has signed it, or nobody but the user.
     *
     * @param manifest the plugin's, if it has one
     * @param before what the plugin that is there was signed with, if anything
     * @throws FigmentException if nobody does, or it is not signed with the key that was asked for
     */
    Optional<SigningKey> judge(
            Incoming plugin, Optional<PluginManifest> manifest, Optional<SigningKey> before, InstallOptions options) {
        if (options.key().isPresent()) {
            SigningKey key = options.key().get();
            if (manifest.filter(list -> list.isSignedBy(key)).isEmpty()) {
                throw refused("wrong-signature", plugin, "it is not signed with the key " + key.fingerprint());
            }
            return options.key();
        }
        if (before.isPresent()) {
            if (manifest.filter(list -> list.isSignedBy(before.get())).isPresent()) {
                return before;
            }
            if (!options.trust()) {
                throw refused(
                        "wrong-signature",
                        plugin,
                        "the one that is installed is signed with the key "
                                + before.get().fingerprint() + ", and this is not");
            }
        }
        Optional<SigningKey> known = known().stream()
                .filter(key -> manifest.filter(list -> list.isSignedBy(key)).isPresent())
                .findFirst();
        if (known.isEmpty() && !options.trust() && !isTrusted(plugin.sha256())) {
            boolean signed = manifest.filter(PluginManifest::isSigned).isPresent();
            throw FigmentException.user(Problem.of(
                            "untrusted-plugin",
                            plugin.source(),
                            "it is " + (signed ? "signed with a key that is not known here" : "not signed")
                                    + ", and a plugin may do all that you may; its SHA-256 is " + plugin.sha256())
                    .fix("if you trust whoever made it, add --trust, once for this content, or --key FILE if they"
                            + " sign it"));
        }
        return known;
    }

    private static FigmentException refused(String code, Incoming plugin, String what) {
        return FigmentException.user(Problem.of(code, plugin.source(), what)
                .fix("get it from its author, or give the key that its author signs with now: --key FILE"));
    }

    private boolean isTrusted(String sha256) {
        return lines().stream().anyMatch(line -> line.startsWith(sha256));
    }

    /** Remembers the user's word. */
    void remember(Incoming plugin, String id, String version) {
        if (!isTrusted(plugin.sha256())) {
            String text = Stream.concat(lines().stream(), Stream.of(plugin.sha256() + "  " + id + " " + version))
                    .reduce("", (all, line) -> all + line + "\n");
            AtomicFile.write(trusted, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private List<String> lines() {
        try {
            return Files.isRegularFile(trusted) ? Files.readAllLines(trusted) : List.of();
        } catch (IOException e) {
            throw FigmentException.user(
                    Problem.of("unreadable-file", trusted.toString(), "cannot be read: " + e)
                            .fix("make it readable, or remove it"),
                    e);
        }
    }

    private List<SigningKey> known() {
        if (!Files.isDirectory(keys)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(keys)) {
            List<SigningKey> known = new ArrayList<>();
            files.filter(file -> file.toString().endsWith(".pem"))
                    .sorted()
                    .forEach(file -> known.add(SigningKey.read(file)));
            return known;
        } catch (IOException e) {
            throw FigmentException.user(
                    Problem.of("unreadable-folder", keys.toString(), "cannot be read: " + e)
                            .fix("make it readable"),
                    e);
        }
    }
}
