package dev.figment.core.plugin.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.error.FigmentException;
import dev.figment.core.plugin.TinyPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureTest {
    @TempDir
    Path temp;

    private Shop shop;
    private KeyPair author;
    private KeyPair other;

    @BeforeEach
    void makeKeys() throws GeneralSecurityException {
        shop = new Shop(temp);
        author = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    /** A plugin with its manifest, signed. */
    private Path signed(String version, KeyPair keys, boolean raw) throws IOException, GeneralSecurityException {
        Path folder = Shop.plugin("one", version).writeTo(temp.resolve("signed-" + version));
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

    private Path pem(KeyPair keys) throws IOException {
        Path file = temp.resolve("key-" + keys.hashCode() + ".pem");
        return Files.writeString(
                file,
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(keys.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
    }

    private InstallOptions with(KeyPair keys) throws IOException {
        return new InstallOptions(false, Optional.of(SigningKey.read(pem(keys))), Optional.empty());
    }

    private static void refuses(ThrowingCallable change, String... words) {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(change)
                .satisfies(e -> assertThat(e.fault()).isEqualTo(FigmentException.Fault.USER))
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
    }

    @Test
    void aKeyThatIsGivenStandsForIt() throws Exception {
        Path plugin = signed("1.0.0", author, true);
        PluginChange change = shop.installer.install(plugin.toString(), with(author));
        assertThat(change.signer()).contains(SigningKey.read(pem(author)).fingerprint());
        assertThat(shop.verify("one").get(0).problems()).isEmpty();
    }

    @Test
    void aKeyThatIsKnownStandsForIt() throws Exception {
        Path plugin = signed("1.0.0", author, false);
        refuses(
                () -> shop.installer.install(plugin.toString(), InstallOptions.NONE),
                "signed with a key that is not known here");
        Path keys = Files.createDirectories(shop.home.resolve("keys"));
        Files.copy(pem(other), keys.resolve("other.pem"));
        Files.copy(pem(author), keys.resolve("author.pem"));
        assertThat(shop.installer
                        .install(plugin.toString(), InstallOptions.NONE)
                        .signer())
                .isPresent();
    }

    @Test
    void anotherKeyIsRefused() throws Exception {
        Path plugin = signed("1.0.0", author, true);
        refuses(() -> shop.installer.install(plugin.toString(), with(other)), "it is not signed with the key");
        Path unsigned = shop.zip("one", "1.0.0");
        refuses(() -> shop.installer.install(unsigned.toString(), with(author)), "it is not signed with the key");
        assertThat(shop.works()).isEmpty();
    }

    @Test
    void updatesMustBeSignedWithTheSameKey() throws Exception {
        shop.installer.install(signed("1.0.0", author, true).toString(), with(author));
        String foreign = signed("1.1.0", other, true).toString();
        refuses(
                () -> shop.installer.update("one", Optional.of(foreign), InstallOptions.NONE),
                "the one that is installed is signed with the key",
                "and this is not");
        String next = signed("1.2.0", author, true).toString();
        shop.installer.update("one", Optional.of(next), InstallOptions.NONE);
        assertThat(shop.works()).containsEntry("one", "1.2.0");
    }

    @Test
    void filesThatDifferFromTheManifestAreRefusedEvenIfTrusted() throws Exception {
        Path plugin = signed("1.0.0", author, true);
        Files.writeString(plugin.resolve("more"), "more");
        refuses(
                () -> shop.installer.install(plugin.toString(), InstallOptions.TRUST),
                "'more' is not in plugin.manifest");
        Files.delete(plugin.resolve("more"));
        Path index = plugin.resolve("classes/META-INF/extensions.idx");
        String before = Files.readString(index);
        Files.writeString(index, "tiny.Other");
        refuses(
                () -> shop.installer.install(plugin.toString(), InstallOptions.TRUST),
                "extensions.idx' has the SHA-256");
        Files.delete(index);
        refuses(
                () -> shop.installer.install(plugin.toString(), InstallOptions.TRUST),
                "extensions.idx', which is missing");
        Files.writeString(index, before);
        Files.delete(plugin.resolve("plugin.manifest"));
        refuses(() -> shop.installer.install(plugin.toString(), InstallOptions.TRUST), "and no plugin.manifest");
    }

    @Test
    void aManifestThatWasChangedIsNotSignedAnyMore() throws Exception {
        Path plugin = signed("1.0.0", author, true);
        Path manifest = plugin.resolve("plugin.manifest");
        Files.writeString(manifest, Files.readString(manifest).replace("./", ""));
        refuses(() -> shop.installer.install(plugin.toString(), with(author)), "it is not signed with the key");
        Files.writeString(manifest, "no list");
        refuses(() -> shop.installer.install(plugin.toString(), with(author)), "a line that is not 'SHA-256  NAME'");
    }

    @Test
    void saysThatAFileIsNoKey() throws Exception {
        Path file = Files.writeString(temp.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n");
        refuses(() -> SigningKey.read(file), "no public key of Ed25519: this is a private one", "openssl pkey");
        refuses(() -> SigningKey.read(temp.resolve("nowhere.pem")), "the file cannot be read");
        Path rsa = temp.resolve("rsa.pem");
        Files.write(
                rsa,
                Base64.getEncoder()
                        .encode(KeyPairGenerator.getInstance("RSA")
                                .generateKeyPair()
                                .getPublic()
                                .getEncoded()));
        refuses(() -> SigningKey.read(rsa), "it cannot be decoded");
    }

    @Test
    void verifySaysThatASignatureIsGone() throws Exception {
        Path plugin = signed("1.0.0", author, true);
        shop.installer.install(plugin.toString(), with(author));
        Path zip = shop.plugins().resolve("one.zip");
        Files.delete(plugin.resolve("plugin.manifest.sig"));
        TinyPlugin.zip(plugin, zip);
        assertThat(shop.verify("one").get(0).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("changed after it was installed"));
    }
}
