package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A project that {@code plugins new} writes, compiled against the distribution, installed, with its config. */
class PluginsNewIT {
    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new Workbench(folder);
        bench.figment.variable(
                "FIGMENT_ZOO",
                Path.of(System.getProperty("figment.root", ".."), "zoo").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Encoder", "Decoder", "Generator", "Discriminator", "Tokenizer", "Sampler"})
    void itsConfigIsRightOnceItIsInstalled(String spi) throws IOException {
        Path project = bench.work.resolve("my-part");
        assertThat(bench.succeeds("plugins", "new", "my-part", "--spi", spi, "--to", project.toString())
                        .out())
                .contains("README.md says how to build it", "my-part.yaml");
        bench.file("my-part/images/a.png", TinyImage.png(28, 100));
        bench.succeeds("plugins", "install", plugin(project).toString(), "--trust");
        assertThat(bench.succeeds("validate", project.resolve("my-part.yaml").toString())
                        .err())
                .isEmpty();
    }

    @Test
    void itsConfigRuns() throws IOException {
        Path project = bench.work.resolve("my-part");
        bench.succeeds("plugins", "new", "my-part", "--spi", "tokenizer", "--to", project.toString());
        bench.succeeds("plugins", "install", plugin(project).toString(), "--trust");
        assertThat(bench.succeeds("run", project.resolve("my-part.yaml").toString())
                        .out())
                .contains("tokens  16.000");
    }

    @Test
    void refusesWhatCannotBe() throws IOException {
        String to = bench.path("part");
        assertThat(bench.fails(2, "plugins", "new", "Part", "--to", to)).contains("this is no name for a plugin");
        assertThat(bench.fails(2, "plugins", "new", "part", "--spi", "Encodr", "--to", to))
                .contains("--spi Encodr: unknown interface 'Encodr'", "did you mean 'Encoder'?");
        assertThat(bench.fails(2, "plugins", "new", "vae", "--to", to))
                .contains("the plugin 'vae' brings a component of this name");
        bench.file("part/mine", "mine");
        assertThat(bench.fails(2, "plugins", "new", "part", "--to", to))
                .contains("there is something here already, which is left alone", "--to FOLDER");
    }

    /** The project's plugin as a folder, which Maven would make a zip of. */
    private Path plugin(Path project) throws IOException {
        Path plugin = Files.createDirectories(bench.work.resolve("built"));
        Path classes = Files.createDirectories(plugin.resolve("classes"));
        File[] jars =
                Path.of(System.getProperty("figment.dist"), "lib").toFile().listFiles();
        List<String> options = new ArrayList<>(List.of(
                "--release",
                "17",
                "-proc:none",
                "-parameters",
                "-d",
                classes.toString(),
                "-cp",
                Arrays.stream(jars).map(File::toString).collect(Collectors.joining(File.pathSeparator))));
        try (Stream<Path> sources = Files.walk(project.resolve("src/main/java"))) {
            sources.filter(Files::isRegularFile).map(Path::toString).forEach(options::add);
        }
        int compiled = ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new));
        assertThat(compiled).isZero();
        Files.createDirectories(classes.resolve("META-INF"));
        Files.copy(
                project.resolve("src/main/resources/META-INF/extensions.idx"),
                classes.resolve("META-INF/extensions.idx"));
        Files.writeString(
                plugin.resolve("plugin.properties"),
                Files.readString(project.resolve("plugin.properties")).replace("${project.version}", "1.0.0"));
        return plugin;
    }
}
