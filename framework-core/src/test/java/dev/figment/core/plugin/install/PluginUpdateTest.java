package dev.figment.core.plugin.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.error.FigmentException;
import dev.figment.core.plugin.TinyPlugin;
import dev.figment.core.plugin.install.PluginChange.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginUpdateTest {
    @TempDir
    Path temp;

    private Shop shop;

    @BeforeEach
    void install() throws IOException {
        shop = new Shop(temp);
        shop.install("one", "1.0.0");
    }

    private PluginChange update(Path source) {
        return shop.installer.update("one", Optional.of(source.toString()), InstallOptions.TRUST);
    }

    private void refuses(org.assertj.core.api.ThrowableAssert.ThrowingCallable change, String... words) {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(change)
                .satisfies(e -> assertThat(e.fault()).isEqualTo(FigmentException.Fault.USER))
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
        assertThat(shop.works()).containsEntry("one", "1.0.0");
    }

    @Test
    void bringsANewerVersion() throws IOException {
        PluginChange change = update(shop.zip("one", "1.1.0"));
        assertThat(change.kind()).isEqualTo(Kind.UPDATED);
        assertThat(change.before()).contains("1.0.0");
        assertThat(shop.works()).isEqualTo(Map.of("one", "1.1.0"));
        assertThat(shop.verify("one").get(0).problems()).isEmpty();
        assertThat(shop.plugins().resolve(".installed")).isDirectoryContaining("glob:**.json");
        assertThat(shop.content())
                .filteredOn(name -> name.contains(".installed"))
                .hasSize(1);
    }

    @Test
    void fetchesFromWhereItCameFrom() throws IOException {
        Path source = shop.zip("two", "1.0.0");
        shop.installer.install(source.toString(), InstallOptions.TRUST);
        assertThat(shop.installer
                        .update("two", Optional.empty(), InstallOptions.NONE)
                        .kind())
                .isEqualTo(Kind.UNCHANGED);
        Files.copy(shop.zip("two", "1.0.1"), source, StandardCopyOption.REPLACE_EXISTING);
        assertThat(shop.installer
                        .update("two", Optional.empty(), InstallOptions.TRUST)
                        .version())
                .isEqualTo("1.0.1");
    }

    @Test
    void keepsTheOldOneWhereTheNewOneDoesNotLoad() throws IOException {
        Path bad = shop.zip(TinyPlugin.of("one", "throw new IllegalStateException(\"no luck\");")
                .property("plugin.version", "2.0.0"));
        refuses(() -> update(bad), "no luck");
    }

    @Test
    void refusesAnOlderOneAndAnotherPlugin() throws IOException {
        Path older = shop.zip("one", "0.9.0");
        refuses(() -> update(older), "this is version 0.9.0, and 1.0.0 is installed", "figment plugins remove one");
        Path other = shop.zip("two", "2.0.0");
        refuses(() -> update(other), "this is the plugin 'two', not 'one'");
    }

    @Test
    void refusesAPluginThatIsNotThere() {
        refuses(
                () -> shop.installer.update("onne", Optional.empty(), InstallOptions.TRUST),
                "there is no plugin of this id",
                "did you mean 'one'?");
    }

    @Test
    void refusesWhatWasPutThereByHand() throws IOException {
        Path folder = Shop.plugin("two", "1.0.0").writeTo(shop.plugins());
        assertThat(folder).isDirectory();
        refuses(
                () -> shop.installer.update("two", Optional.empty(), InstallOptions.TRUST),
                "it was not installed by 'plugins install'",
                "--from");
        String next = shop.zip("two", "1.1.0").toString();
        refuses(
                () -> shop.installer.update("two", Optional.of(next), InstallOptions.TRUST),
                "which was put there by hand",
                "figment plugins remove two");
    }

    @Test
    void removesAZipAFolderAndWhatDoesNotLoad() throws IOException {
        Shop.plugin("two", "1.0.0").writeTo(shop.plugins());
        Files.writeString(shop.plugins().resolve("broken.zip"), "text");
        assertThat(shop.installer.remove("one").kind()).isEqualTo(Kind.REMOVED);
        assertThat(shop.installer.remove("two").version()).isEqualTo("1.0.0");
        assertThat(shop.installer.remove("broken").version()).isEmpty();
        assertThat(shop.works()).isEmpty();
        assertThat(shop.content())
                .singleElement()
                .satisfies(name -> assertThat(name).startsWith("trusted-plugins"));
    }

    @Test
    void refusesToRemoveWhatIsNotThereOrOutside() throws IOException {
        refuses(() -> shop.installer.remove("onne"), "did you mean 'one'?");
        Files.writeString(shop.home.resolve("outside.zip"), "text");
        refuses(() -> shop.installer.remove("../outside"), "there is no plugin of this id");
        refuses(() -> shop.installer.remove(".installed"), "there is no plugin of this id");
    }

    @Test
    void removesWhatAProcessThatWasKilledHasLeft() throws IOException {
        Path staged = Files.createDirectories(shop.plugins().resolve(".installing-1/trial"));
        Files.writeString(staged.resolve("plugin.zip"), "half");
        Path record = shop.plugins().resolve(".installed/" + "0".repeat(64) + ".json");
        Files.writeString(
                record,
                "{\"id\":\"gone\",\"version\":\"1.0.0\",\"sha256\":\"" + "0".repeat(64)
                        + "\",\"source\":\"x\",\"installed\":\"x\",\"key\":null}");
        assertThat(shop.works()).isEqualTo(Map.of("one", "1.0.0"));
        assertThat(shop.installer.recorded()).containsExactly("one");
        update(shop.zip("one", "1.1.0"));
        assertThat(staged).doesNotExist();
        assertThat(record).doesNotExist();
    }

    @Test
    void verifiesThatNothingWasChanged() throws IOException {
        Files.copy(shop.zip("one", "1.0.1"), shop.plugins().resolve("one.zip"), StandardCopyOption.REPLACE_EXISTING);
        Shop.plugin("two", "1.0.0").writeTo(shop.plugins());
        assertThat(shop.verify()).hasSize(2).anySatisfy(plugin -> {
            assertThat(plugin.id()).isEqualTo("one");
            assertThat(plugin.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.toString())
                            .contains("it was changed after it was installed", "figment plugins remove one"));
        });
        assertThat(shop.verify("two").get(0).record()).isEmpty();
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> shop.verify("tow"))
                .withMessageContaining("did you mean 'two'?");
    }

    @Test
    void verifiesThatItIsWhole() throws IOException {
        byte[] bytes = Files.readAllBytes(shop.plugins().resolve("one.zip"));
        Files.write(shop.plugins().resolve("one.zip"), java.util.Arrays.copyOf(bytes, bytes.length - 30));
        assertThat(shop.verify().get(0).problems())
                .isNotEmpty()
                .anySatisfy(problem -> assertThat(problem.message()).contains("changed after"));
    }
}
