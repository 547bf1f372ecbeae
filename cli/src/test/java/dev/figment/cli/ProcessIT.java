package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only shows in a process of its own: others beside it, its streams, its limits, signals. */
class ProcessIT {
    @TempDir
    Path folder;

    private Path work;
    private Launched figment;

    @BeforeEach
    void open() throws IOException {
        work = new Workbench(folder).withModelAndImages().withRunConfig().work;
        figment = new Launched(work, folder.resolve("home"));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void severalMayUnpackAndWriteTheSameAtOnce() throws Exception {
        int processes = 3;
        ExecutorService threads = Executors.newFixedThreadPool(processes);
        List<Callable<Installation.Result>> runs = new ArrayList<>();
        for (int i = 0; i < processes; i++) {
            runs.add(() -> figment.run("run", "run.yaml"));
        }
        for (Future<Installation.Result> run : threads.invokeAll(runs)) {
            assertThat(run.get().err()).isEmpty();
            assertThat(run.get().exit()).isZero();
        }
        threads.shutdown();
        assertThat(names(work.resolve("out"))).containsExactly("grid.png");
        assertThat(names(folder.resolve("home/cache")))
                .allMatch(name -> !name.startsWith("."))
                .filteredOn(name -> !name.equals("links") && !name.equals("plugin-index"))
                .hasSameSizeAs(names(Path.of(System.getProperty("figment.dist"), "plugins")));
    }

    @Test
    void aReaderThatHasSeenEnoughIsNoFailure() throws Exception {
        Path err = folder.resolve("err.txt");
        Process process = figment.process("schema").redirectError(err.toFile()).start();
        process.getInputStream().close();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(err).isEmptyFile();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void resultsThatCannotBeWrittenAreAFailure() throws Exception {
        Path full = Path.of("/dev/full");
        assumeThat(full).as("a device that is always full").exists();
        Installation.Result result =
                Launched.finish(figment.process("validate", "run.yaml").redirectOutput(full.toFile()));
        assertThat(result.err())
                .isEqualTo("error: the results could not be written to standard output: No space left on device\n");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void namesMayHoldSpacesAndAnyLetters() throws Exception {
        Path odd = Files.createDirectories(work.resolve("ein Ordner/größe 数字 😀"));
        Files.move(work.resolve("images"), odd.resolve("Bilder ö"));
        Files.move(work.resolve("model"), odd.resolve("Modell ß"));
        Files.writeString(odd.resolve("Lauf é.yaml"), """
                name: größe
                components: { m: { use: vae, model: "Modell ß" } }
                steps:
                  - read-images: { from: "Bilder ö" }
                  - encode: m
                  - decode: m
                  - write-images: "aus gabe/ç"
                  - write-grid: "aus gabe/数字 😀.png"
                """);
        Installation.Result result =
                new Launched(work, folder.resolve("ein heim ü")).run("run", "ein Ordner/größe 数字 😀/Lauf é.yaml");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("aus gabe/数字 😀.png  (24 images");
        assertThat(work.resolve("aus gabe/数字 😀.png")).exists();
        assertThat(names(work.resolve("aus gabe/ç"))).hasSize(24);
    }

    @Test
    void aHomeThatCannotBeWrittenIsNoObstacle() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        Installation.Result result = new Launched(work, file.resolve("home")).run("run", "run.yaml");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .startsWith("WARN  plugins are unpacked anew at each start: ")
                .endsWith("make that folder writable, or set FIGMENT_HOME to one that is");
        assertThat(work.resolve("out/grid.png")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"the folder of plugins", "a plugin's zip", "a plugin's folder"})
    void pluginsMayBeLinks(String what) throws Exception {
        Path plugins = Path.of(System.getProperty("figment.dist"), "plugins");
        Path links = folder.resolve("links");
        Path link = links;
        if (what.equals("the folder of plugins")) {
            Files.createSymbolicLink(link, plugins);
        } else if (what.equals("a plugin's zip")) {
            Path zip = plugins.resolve(ofVae(names(plugins)));
            link = Files.createSymbolicLink(Files.createDirectory(links).resolve("vae.zip"), zip);
        } else {
            figment.run("validate", "run.yaml");
            Path cache = folder.resolve("home/cache");
            Path unpacked = cache.resolve(ofVae(names(cache)));
            link = Files.createSymbolicLink(Files.createDirectory(links).resolve("vae"), unpacked);
        }
        ProcessBuilder process = figment.process("run", "run.yaml");
        process.command().removeIf(word -> word.startsWith("-Dfigment.dist="));
        process.environment().put("FIGMENT_PLUGINS", links.toString());
        Installation.Result result = Launched.finish(process);
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        Files.delete(link);
    }

    private static String ofVae(List<String> names) {
        return names.stream().filter(name -> name.contains("vae")).findFirst().orElseThrow();
    }

    @Test
    void aFileThatCannotGrowLeavesNothing() throws Exception {
        assumeThat(Path.of("/bin/sh")).as("a shell that sets limits").exists();
        figment.run("validate", "run.yaml");
        Files.writeString(work.resolve("large.yaml"), """
                name: large
                components: { m: { use: vae, model: model } }
                steps:
                  - sample-latents: { with: m, count: 3000 }
                  - write-numbers: out/small.csv
                  - decode: m
                  - write-images: out/images
                  - encode: m
                  - write-numbers: out/large.json
                """);
        Installation.Result result = new Launched(work, folder.resolve("home"))
                .behind("/bin/sh", "-c", "ulimit -f 100; exec \"$@\"", "sh")
                .run("run", "large.yaml");
        assertThat(result.err())
                .isEqualTo("error: " + work.toRealPath().resolve("out/large.json")
                        + ": cannot write here: the file would be larger than it may be; raise the limit ('ulimit -f'), or"
                        + " write to another file system\n");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(names(work)).containsExactly("images", "large.yaml", "model", "run.yaml");
    }

    @Test
    void aRunThatNeedsTooMuchMemorySaysSoAndLeavesNothing() throws Exception {
        Files.writeString(work.resolve("huge.yaml"), """
                name: huge
                components: { m: { use: vae, model: model } }
                steps:
                  - sample-latents: { with: m, count: 20000000, batch: 20000000 }
                  - decode: m
                  - write-images: out/images
                """);
        ProcessBuilder process = figment.process("run", "huge.yaml");
        process.command().add(1, "-Xmx64m");
        Installation.Result result = Launched.finish(process);
        assertThat(result.err())
                .startsWith("error: huge.yaml:4:5: the memory is not enough for the step 'sample-latents': ")
                .contains("a smaller batch, or Java more memory: FIGMENT_JAVA_OPTS=-Xmx8g");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(names(work)).containsExactly("huge.yaml", "images", "model", "run.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"  - write-numbers: out/numbers.csv\n", "  - decode: m\n  - write-images: out/images\n"})
    void aRunThatIsInterruptedLeavesNothingAndSaysNothing(String steps) throws Exception {
        Files.writeString(work.resolve("endless.yaml"), """
                name: endless
                components: { m: { use: vae, model: model } }
                steps:
                  - sample-latents: { with: m, count: 2000000000 }
                """ + steps);
        Path err = folder.resolve("err.txt");
        Process process = figment.process("run", "endless.yaml")
                .redirectError(err.toFile())
                .start();
        while (names(work).stream().noneMatch(name -> name.endsWith(".part"))) {
            assertThat(process.waitFor(10, TimeUnit.MILLISECONDS)).isFalse();
        }
        process.destroy();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
        assertThat(names(work)).containsExactly("endless.yaml", "images", "model", "run.yaml");
        assertThat(err).content().doesNotContain("\tat ", "WARN", "error");
    }
}
