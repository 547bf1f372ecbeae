package dev.figment.core.plugin.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.error.FigmentException;
import dev.figment.core.plugin.TinyPlugin;
import dev.figment.core.plugin.install.PluginChange.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginInstallerTest {
    @TempDir
    Path temp;

    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(temp);
    }

    /** The user's fault, with these words, and nothing changed. */
    private void refuses(ThrowingCallable change, String... words) throws IOException {
        List<String> before = shop.content();
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(change)
                .satisfies(e -> assertThat(e.fault()).isEqualTo(FigmentException.Fault.USER))
                .satisfies(e -> assertThat(e.getMessage()).contains(words))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(".installing-"));
        assertThat(shop.content()).isEqualTo(before);
    }

    private void refusesToInstall(Path source, String... words) throws IOException {
        refuses(() -> shop.installer.install(source.toString(), InstallOptions.TRUST), words);
    }

    @Test
    void installsAZipAFolderAndAFileAddress() throws Exception {
        PluginChange zip = shop.install("one", "1.0.0");
        Path folder = Shop.plugin("two", "1.0.0").writeTo(temp.resolve("folders"));
        PluginChange packed = shop.installer.install(folder.toString(), InstallOptions.TRUST);
        PluginChange address =
                shop.installer.install(shop.zip("three", "1.0.0").toUri().toString(), InstallOptions.TRUST);
        assertThat(List.of(zip, packed, address)).allMatch(change -> change.kind() == Kind.INSTALLED);
        assertThat(zip.path()).isEqualTo(shop.plugins().resolve("one.zip"));
        assertThat(zip.sha256()).isEqualTo(Digest.ofFile(zip.path()));
        assertThat(shop.works()).isEqualTo(Map.of("one", "1.0.0", "two", "1.0.0", "three", "1.0.0"));
        assertThat(shop.verify()).allSatisfy(plugin -> {
            assertThat(plugin.problems()).isEmpty();
            assertThat(plugin.record()).isPresent();
        });
    }

    @Test
    void leavesNothingUnfinished() throws IOException {
        shop.install("one", "1.0.0");
        assertThat(shop.content()).noneMatch(name -> name.contains(".installing-") || name.contains(".part"));
    }

    @Test
    void saysThatTheSameIsThereAlready() throws IOException {
        Path zip = shop.zip("one", "1.0.0");
        shop.installer.install(zip.toString(), InstallOptions.TRUST);
        assertThat(shop.installer.install(zip.toString(), InstallOptions.NONE).kind())
                .isEqualTo(Kind.UNCHANGED);
    }

    @Test
    void refusesAnotherContentOfTheSameId() throws IOException {
        shop.install("one", "1.0.0");
        refusesToInstall(
                shop.zip("one", "1.1.0"), "there is a plugin 'one' 1.0.0 already", "figment plugins update one --from");
    }

    @Test
    void refusesWhatNobodyTrustsUntilItIsSaidOnce() throws IOException {
        Path zip = shop.zip("one", "1.0.0");
        refuses(
                () -> shop.installer.install(zip.toString(), InstallOptions.NONE),
                "it is not signed",
                Digest.ofFile(zip),
                "--trust");
        shop.installer.install(zip.toString(), InstallOptions.TRUST);
        shop.installer.remove("one");
        shop.installer.install(zip.toString(), InstallOptions.NONE);
        assertThat(shop.works()).containsEntry("one", "1.0.0");
        assertThat(shop.home.resolve("trusted-plugins")).content().isEqualTo(Digest.ofFile(zip) + "  one 1.0.0\n");
        Path next = shop.zip("one", "1.1.0");
        refuses(() -> shop.installer.update("one", Optional.of(next.toString()), InstallOptions.NONE), "--trust");
    }

    @Test
    void refusesAnotherDigestThanWasAskedFor() throws IOException {
        Path zip = shop.zip("one", "1.0.0");
        String asked = "0".repeat(64);
        refuses(
                () -> shop.installer.install(
                        zip.toString(), new InstallOptions(true, Optional.empty(), Optional.of(asked))),
                "its SHA-256 is " + Digest.ofFile(zip) + ", and " + asked + " was asked for");
    }

    @Test
    void refusesWhatIsNotThere() throws IOException {
        Path zip = shop.zip("one", "1.0.0");
        refusesToInstall(zip.resolveSibling("one.zi"), "no such file", "did you mean 'one.zip'?");
        refusesToInstall(temp.resolve("nowhere/one.zip"), "no such file");
        refuses(
                () -> shop.installer.install("ftp://localhost/one.zip", InstallOptions.TRUST),
                "'ftp:'",
                "http:, https: or file:");
    }

    @Test
    void refusesWhatIsNoPlugin() throws IOException {
        refusesToInstall(Files.writeString(temp.resolve("a.zip"), "text"), "the zip is damaged");
        refusesToInstall(Files.createDirectories(temp.resolve("empty")), "it has no plugin.properties");
        refusesToInstall(
                TinyPlugin.zip(temp.resolve("empty"), temp.resolve("empty.zip")),
                "empty.zip: it has no plugin.properties");
    }

    @Test
    void refusesIdsThatAreNoNamesOfFiles() throws IOException {
        refusesToInstall(
                shop.zip(Shop.plugin("one", "1.0.0").property("plugin.id", "../../one")), "plugin.id is '../../one'");
        refusesToInstall(shop.zip(Shop.plugin("one", "1.0.0").property("plugin.id", "")), "plugin.id is missing");
        refusesToInstall(shop.zip("one", "one"), "plugin.version is 'one'", "MAJOR.MINOR.PATCH");
    }

    @Test
    void refusesAPluginForAnotherFigmentAndNamesWhatFits() throws IOException {
        Path later = shop.zip(Shop.plugin("one", "3.0.0").property("plugin.requires", ">=98.2 & <99"));
        refusesToInstall(later, "it requires Figment >=98.2 & <99, and this is", "Figment 98.2.0, the nearest");
        Path old = shop.zip(Shop.plugin("one", "1.0.0"));
        Path fitting = shop.zip(Shop.plugin("one", "2.0.0"));
        Files.copy(old, later.resolveSibling("one-1.zip"));
        Files.copy(fitting, later.resolveSibling("one-2.zip"));
        refusesToInstall(later, "version 2.0.0 of it, beside this one, fits");
    }

    @Test
    void refusesAPluginWhoseDependencyIsMissingOrUnfit() throws IOException {
        Path zip = shop.zip(Shop.plugin("two", "1.0.0").property("plugin.dependencies", "one@>=2.0.0"));
        refusesToInstall(zip, "it needs the plugin 'one' >=2.0.0, and there is none of that id");
        shop.install("one", "1.0.0");
        refusesToInstall(zip, "and there is version 1.0.0", "the nearest that fits is 2.0.0");
        shop.installer.update("one", Optional.of(shop.zip("one", "2.1.0").toString()), InstallOptions.TRUST);
        shop.installer.install(zip.toString(), InstallOptions.TRUST);
        assertThat(shop.works()).isEqualTo(Map.of("one", "2.1.0", "two", "1.0.0"));
    }

    @Test
    void keepsWhatOthersNeed() throws IOException {
        shop.install("one", "1.0.0");
        shop.installer.install(
                shop.zip(Shop.plugin("two", "1.0.0").property("plugin.dependencies", "one@>=1.0.0 & <2.0.0"))
                        .toString(),
                InstallOptions.TRUST);
        refuses(() -> shop.installer.remove("one"), "the plugin 'two' needs it", "figment plugins remove two");
        String next = shop.zip("one", "2.0.0").toString();
        refuses(
                () -> shop.installer.update("one", Optional.of(next), InstallOptions.TRUST),
                "the plugin 'two': it needs the plugin 'one' >=1.0.0 & <2.0.0, and there is version 2.0.0");
    }

    @Test
    void refusesAPluginThatDoesNotLoad() throws IOException {
        refusesToInstall(
                shop.zip(TinyPlugin.of("one", "throw new IllegalStateException(\"no luck\");")), "one.zip", "no luck");
        refusesToInstall(shop.zip(TinyPlugin.of("one", "return List.of();").index()), "no extension index");
    }

    @Test
    void refusesAPluginThatHangs() throws IOException {
        Path zip = shop.zip(TinyPlugin.of(
                "one",
                "while (true) { Thread.onSpinWait(); if (Thread.interrupted()) {"
                        + " throw new IllegalStateException(); } }"));
        refuses(
                () -> shop.installer(Duration.ofMillis(300)).install(zip.toString(), InstallOptions.TRUST),
                "does not end within");
    }

    @Test
    void refusesWhatBringsANameThatAnotherBrings() throws IOException {
        shop.install("one", "1.0.0");
        refusesToInstall(
                shop.zip(TinyPlugin.bringing("two", "thing-one")),
                "the component 'thing-one' is brought by the plugin 'two'",
                "and by the plugin 'one' 1.0.0");
    }

    @Test
    void refusesTheIdOfAPluginThatComesWithFigment() throws IOException {
        Files.createDirectories(shop.shipped());
        Files.copy(shop.zip("one", "1.0.0"), shop.shipped().resolve("one.zip"));
        refusesToInstall(shop.zip("one", "2.0.0"), "comes with Figment");
        refuses(() -> shop.installer.remove("one"), "comes with Figment");
        refuses(() -> shop.installer.update("one", Optional.empty(), InstallOptions.TRUST), "comes with Figment");
    }

    @Test
    void refusesToPutItInThePlaceOfAnother() throws IOException {
        Files.createDirectories(shop.plugins());
        Files.copy(shop.zip("two", "1.0.0"), shop.plugins().resolve("one.zip"));
        refusesToInstall(shop.zip("one", "1.0.0"), "this is the plugin 'two', and the place of 'one'");
    }
}
