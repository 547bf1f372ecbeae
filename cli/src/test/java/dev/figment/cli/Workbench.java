package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A working folder and an installation with the plugins of the distribution, for commands that must fail. */
final class Workbench {
    /** The working folder: configs, data, models and outputs. */
    final Path work;

    final Installation figment;

    Workbench(Path folder) throws IOException {
        String distribution = System.getProperty("figment.dist");
        assumeThat(distribution)
                .as("the property figment.dist names the distribution")
                .isNotNull();
        work = Files.createDirectories(folder.resolve("work"));
        figment = new Installation(Files.createDirectories(folder.resolve("installed")))
                .variable("FIGMENT_PLUGINS", Path.of(distribution, "plugins").toString());
    }

    /** Writes a file of the working folder. */
    Workbench file(String name, byte[] content) throws IOException {
        Path file = work.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        return this;
    }

    Workbench file(String name, String... lines) throws IOException {
        return file(name, String.join("\n", lines).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Puts a tiny VAE of images of 4×4 pixels at {@code model}, and 24 images of that size at {@code images}. */
    Workbench withModelAndImages() throws IOException {
        TinyModel.write(work.resolve("model"), 4);
        for (int i = 0; i < 24; i++) {
            file("images/" + i + ".png", TinyImage.png(4, i * 10));
        }
        return this;
    }

    /** The absolute path of something in the working folder, as configs and the command line take it. */
    String path(String name) {
        return work.resolve(name).toString().replace('\\', '/');
    }

    /** A run config at {@code run.yaml} that works where model and images are there. */
    Workbench withRunConfig() throws IOException {
        return file(
                "run.yaml",
                "name: morph",
                "components:",
                "  tiny: { use: vae, model: model }",
                "steps:",
                "  - read-images: { from: images }",
                "  - encode: { with: tiny }",
                "  - decode: { with: tiny }",
                "  - write-grid: { to: \"" + path("out/grid.png") + "\" }");
    }

    /** A training config at {@code train.yaml} that works where images are there. */
    Workbench withTrainConfig() throws IOException {
        return file(
                "train.yaml",
                "name: tiny",
                "recipe: { use: vae, latents: 2, body: { hidden: [8] } }",
                "data: { train: images, hold-out: 8 }",
                "batch: 8",
                "epochs: 1",
                "to: \"" + path("runs/tiny") + "\"");
    }

    /** Runs a command that must succeed, and gives what it printed. */
    Installation.Result succeeds(String... arguments) {
        Installation.Result result = figment.run(arguments);
        assertThat(result.exit()).as(result.err()).isZero();
        return result;
    }

    /**
     * Runs a command that must fail with this exit code: without a stack trace, without a result on stdout, and without
     * a change in the working folder.
     *
     * @return what it printed on stderr
     */
    String fails(int exit, String... arguments) {
        Map<String, String> before = files(work);
        Installation.Result result = figment.run(arguments);
        assertThat(result.exit())
                .as("%s%n%s", Arrays.toString(arguments), result)
                .isEqualTo(exit);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).doesNotContain("\tat ", "Caused by", "unforeseen");
        assertThat(files(work)).isEqualTo(before);
        if (Boolean.getBoolean("figment.show")) {
            System.err.println(
                    Arrays.toString(arguments) + "\n    " + result.err().replace("\n", "\n    "));
        }
        return result.err()
                .replace(work.toString().replace('\\', '/') + "/", "")
                .replace(work.toString(), ".");
    }

    /** As {@link #fails}, for {@code run}, {@code validate} or {@code train} of a config of the working folder. */
    String refuses(String command, String config, String... options) {
        String[] arguments = Stream.concat(Stream.of(command, path(config)), Arrays.stream(options))
                .toArray(String[]::new);
        return fails(2, arguments);
    }

    /** Every file and folder below a folder, with its content. */
    static Map<String, String> files(Path folder) {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.toList()) {
                files.put(folder.relativize(path).toString(), content(path));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return "link to " + Files.readSymbolicLink(path);
        }
        return Files.isDirectory(path) ? "folder" : Integer.toString(Arrays.hashCode(Files.readAllBytes(path)));
    }
}
