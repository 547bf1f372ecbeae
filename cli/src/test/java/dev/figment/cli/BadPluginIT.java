package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.cli.example.ThrowingPlugin;
import dev.figment.core.plugin.FigmentVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bad plugin is named with its cause, configs that do not need it run, and those that do say what is missing. */
class BadPluginIT {
    private static final String NEEDS_EXAMPLE = "components.coder={ use: example-coder }";

    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new Workbench(folder).withModelAndImages().withRunConfig();
    }

    /** Runs a config that needs none of the bad plugins, and gives what was said about them on stderr. */
    private String warningsOfARunThatWorks() {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            bench.succeeds("run", bench.path("run.yaml"));
        } finally {
            System.setErr(before);
        }
        assertThat(bench.work.resolve("out/grid.png")).exists();
        return log.toString(StandardCharsets.UTF_8);
    }

    private Path plugin(String id) throws IOException {
        bench.figment.withExamplePlugin(id);
        return bench.figment.plugins().resolve(id);
    }

    @Test
    void throwsWhenLoaded() throws IOException {
        Path bad = plugin("bad");
        Files.writeString(bad.resolve("classes/META-INF/extensions.idx"), ThrowingPlugin.class.getName());
        assertThat(warningsOfARunThatWorks())
                .isEqualTo("WARN  the plugin 'bad' is left out: " + bad + ": it throws java.lang.IllegalStateException:"
                        + " no luck; get a version of it for Figment " + FigmentVersion.current()
                        + ", or remove it; --verbose shows the stack trace\n");
        assertThat(bench.refuses("validate", "run.yaml", "--set", NEEDS_EXAMPLE))
                .contains(
                        "unknown component 'example-coder'; there is: autoencoder, ",
                        "the plugin 'bad', which failed to load (it throws java.lang.IllegalStateException: no luck), may"
                                + " be the one that brings it");
    }

    @Test
    void hasNoExtensionIndex() throws IOException {
        Path bad = plugin("bad");
        Files.delete(bad.resolve("classes/META-INF/extensions.idx"));
        assertThat(warningsOfARunThatWorks())
                .startsWith(
                        "WARN  the plugin 'bad' is left out: " + bad + ": it has no extension index: write the name of"
                                + " the class that implements FigmentPlugin into the resource META-INF/extensions.idx");
        assertThat(bench.refuses("run", "run.yaml", "--set", NEEDS_EXAMPLE))
                .contains("the plugin 'bad', which failed to load (it has no extension index");
    }

    @Test
    void isAZipThatIsNone() throws IOException {
        Path bad = bench.figment.plugins().resolve("bad.zip");
        Files.createDirectories(bad.getParent());
        Files.writeString(bad, "I am a text");
        assertThat(warningsOfARunThatWorks())
                .startsWith("WARN  the plugin 'bad' is left out: " + bad + ": the zip is damaged: ")
                .contains("download or build it again");
    }

    @Test
    void isAnEmptyFolder() throws IOException {
        Path bad = Files.createDirectories(bench.figment.plugins().resolve("bad"));
        assertThat(warningsOfARunThatWorks())
                .startsWith("WARN  the plugin 'bad' is left out: " + bad + ": it has no plugin.properties");
    }

    @Test
    void bringsANameThatAnotherBringsToo() throws IOException {
        plugin("one");
        plugin("two");
        assertThat(warningsOfARunThatWorks()).isEmpty();
        assertThat(bench.refuses("run", "run.yaml", "--set", NEEDS_EXAMPLE))
                .isEqualTo("error: --set " + NEEDS_EXAMPLE
                        + ": the component 'example-coder' is brought by the plugin 'one'"
                        + " 1.2.3 and by the plugin 'two' 1.2.3; remove one of them: 'figment plugins list' shows where"
                        + " they are\n");
    }

    @Test
    void hasTheIdOfAnother() throws IOException {
        plugin("one");
        Path twin = plugin("twin");
        Path properties = twin.resolve("plugin.properties");
        Files.writeString(properties, Files.readString(properties).replace("plugin.id=twin", "plugin.id=one"));
        assertThat(warningsOfARunThatWorks())
                .startsWith(
                        "WARN  the plugin 'twin' is left out: " + twin + ": there is a plugin 'one' already, from ");
    }

    @Test
    void requiresANewerFigment() throws IOException {
        Path bad = plugin("bad");
        Path properties = bad.resolve("plugin.properties");
        Files.writeString(properties, Files.readString(properties) + "\nplugin.requires=>=99");
        assertThat(warningsOfARunThatWorks())
                .startsWith("WARN  the plugin 'bad' is left out: " + bad + ": it requires Figment >=99, and this is ");
    }

    @Test
    void cannotBuildItsComponent() throws IOException {
        Path bad = plugin("bad");
        Files.delete(bad.resolve("classes/dev/figment/cli/example/MeasureBrightness$1.class"));
        assertThat(bench.fails(
                        1,
                        "run",
                        bench.path("run.yaml"),
                        "--set",
                        "steps=[ read-images: " + bench.path("images") + ", measure-brightness ]"))
                .contains("'measure-brightness' failed: java.lang.NoClassDefFoundError");
    }
}
