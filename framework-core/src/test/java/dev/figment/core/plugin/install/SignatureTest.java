package dev.figment.core.plugin.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.error.FigmentException;
import dev.figment.core.plugin.TinyPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureTest {
    @TempDir
    Path temp;

    private Shop shop;
    private SignedPlugins author;
    private SignedPlugins other;

    @BeforeEach
    void makeKeys() throws GeneralSecurityException {
        shop = new Shop(temp);
        author = new SignedPlugins(temp);
        other = new SignedPlugins(temp);
    }

    /** A plugin with its manifest, signed. */
    private static Path signed(String version, SignedPlugins author, boolean raw)
            throws IOException, GeneralSecurityException {
        return author.folder(Shop.plugin("one", version), "signed-" + version, raw);
    }

    private static InstallOptions with(SignedPlugins author) throws IOException {
        return new InstallOptions(false, Optional.of(SigningKey.read(author.pem())), Optional.empty());
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
        assertThat(change.signer()).contains(SigningKey.read(author.pem()).fingerprint());
        assertThat(shop.verify("one").get(0).problems()).isEmpty();
    }

    @Test
    void aKeyThatIsKnownStandsForIt() throws Exception {
        Path plugin = signed("1.0.0", author, false);
        refuses(
                () -> shop.installer.install(plugin.toString(), InstallOptions.NONE),
                "signed with a key that is not known here");
        Path keys = Files.createDirectories(shop.home.resolve("keys"));
        Files.copy(other.pem(), keys.resolve("other.pem"));
        Files.copy(author.pem(), keys.resolve("author.pem"));
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
