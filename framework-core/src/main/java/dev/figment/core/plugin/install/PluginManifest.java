package dev.figment.core.plugin.install;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The list of a plugin's files with their SHA-256, as {@code sha256sum} writes it, which its author may sign. It lies in
 * the plugin as {@value #FILE}, the signature beside it.
 */
final class PluginManifest {
    static final String FILE = "plugin.manifest";
    static final String SIGNATURE = "plugin.manifest.sig";

    private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{64}) [ *](?:\\./)?(.+)");
    private static final int LONGEST_SIGNATURE = 1 << 10;

    private final byte[] content;
    private final Optional<byte[]> signature;

    private PluginManifest(byte[] content, Optional<byte[]> signature) {
        this.content = content;
        this.signature = signature;
    }

    /**
     * That of an unpacked plugin, compared with its files; empty where it has none.
     *
     * @param where for the message
     * @throws FigmentException if a file differs, is missing, or is not in the list
     */
    static Optional<PluginManifest> of(Path folder, String where) throws IOException {
        Path file = folder.resolve(FILE);
        Path signature = folder.resolve(SIGNATURE);
        boolean signed = Files.isRegularFile(signature);
        if (!Files.isRegularFile(file)) {
            if (signed) {
                throw differs(where, "it has " + SIGNATURE + ", and no " + FILE);
            }
            return Optional.empty();
        }
        if (signed && Files.size(signature) > LONGEST_SIGNATURE) {
            throw differs(where, SIGNATURE + " is no signature of Ed25519");
        }
        byte[] content = Files.readAllBytes(file);
        requireSame(listed(content, where), files(folder), where);
        return Optional.of(
                new PluginManifest(content, signed ? Optional.of(Files.readAllBytes(signature)) : Optional.empty()));
    }

    boolean isSigned() {
        return signature.isPresent();
    }

    boolean isSignedBy(SigningKey key) {
        return signature.isPresent() && key.verifies(content, signature.get());
    }

    private static Map<String, String> listed(byte[] content, String where) {
        Map<String, String> listed = new TreeMap<>();
        for (String line : new String(content, StandardCharsets.UTF_8).lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw differs(where, FILE + " has a line that is not 'SHA-256  NAME'");
            }
            listed.put(matcher.group(2), matcher.group(1).toLowerCase(java.util.Locale.ROOT));
        }
        return listed;
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(path).toString().replace('\\', '/');
                if (!name.equals(FILE) && !name.equals(SIGNATURE)) {
                    files.put(name, Digest.ofFile(path));
                }
            }
        }
        return files;
    }

    private static void requireSame(Map<String, String> listed, Map<String, String> files, String where) {
        TreeSet<String> names = new TreeSet<>(listed.keySet());
        names.addAll(files.keySet());
        for (String name : names) {
            String asked = listed.get(name);
            String found = files.get(name);
            if (asked == null) {
                throw differs(where, "its file '" + name + "' is not in " + FILE);
            }
            if (found == null) {
                throw differs(where, FILE + " lists '" + name + "', which is missing");
            }
            if (!asked.equals(found)) {
                throw differs(
                        where, "its file '" + name + "' has the SHA-256 " + found + ", and " + FILE + " says " + asked);
            }
        }
    }

    private static FigmentException differs(String where, String what) {
        return FigmentException.user(Problem.of("manifest-differs", where, what)
                .fix("the plugin was changed after its manifest was written: get it again from its author"));
    }
}
