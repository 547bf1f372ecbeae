package dev.figment.core.plugin.install;

import dev.figment.core.plugin.TinyPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.stream.Stream;

/** Plugins that somebody signs, who has a key of their own. */
final class SignedPlugins {
    private final Path temp;
    private final KeyPair keys;

    SignedPlugins(Path temp) throws GeneralSecurityException {
        this.temp = temp;
        this.keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    /** The public key's file. */
    Path pem() throws IOException {
        Path file = temp.resolve("key-" + keys.hashCode() + ".pem");
        return Files.writeString(
                file,
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
    }

    /** A plugin's folder with its manifest, signed with the signature's bytes or their Base64. */
    Path folder(TinyPlugin plugin, String name, boolean raw) throws IOException, GeneralSecurityException {
        Path folder = plugin.writeTo(temp.resolve(name));
        StringBuilder manifest = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                manifest.append(Digest.ofFile(file))
                        .append("  ./")
                        .append(folder.relativize(file).toString().replace('\\', '/'))
                        .append('\n');
            }
        }
        Files.writeString(folder.resolve("plugin.manifest"), manifest);
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(keys.getPrivate());
        signature.update(Files.readAllBytes(folder.resolve("plugin.manifest")));
        byte[] bytes = signature.sign();
        Files.write(
                folder.resolve("plugin.manifest.sig"),
                raw ? bytes : Base64.getMimeEncoder().encode(bytes));
        return folder;
    }

    /** The same as a zip. */
    Path zip(TinyPlugin plugin, Path zip) throws IOException, GeneralSecurityException {
        return TinyPlugin.zip(folder(plugin, "signed-" + zip.getFileName(), true), zip);
    }
}
