package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data that is missing or damaged: running and training say the same of it, and no output appears. */
class BadDataIT {
    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new Workbench(folder).withModelAndImages().withRunConfig().withTrainConfig();
    }

    private String refuses(String command, String data) {
        String key = command.equals("run") ? "steps.read-images.from=" : "data.train=";
        return bench.refuses(command, command + ".yaml", "--set", key + bench.path(data), "--offline");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "train", "validate"})
    void missingFolder(String command) throws IOException {
        String config = command.equals("train") ? "train.yaml" : "run.yaml";
        String text = Files.readString(bench.work.resolve(config));
        String place = command.equals("train") ? "train.yaml:3:16" : "run.yaml:5:26";
        bench.file(config, text.replace(": images", ": imagse"));
        assertThat(bench.refuses(command, config))
                .isEqualTo("error: " + place + ": imagse: there is no such file or folder; there is: images, model,"
                        + " run.yaml, train.yaml; did you mean 'images'?\n");
        bench.file(config, text.replace(": images", ": nowhere/images"));
        assertThat(bench.refuses(command, config))
                .isEqualTo(
                        "error: " + place + ": nowhere/images: there is no such file or folder; the folder nowhere does"
                                + " not exist either\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "train"})
    void emptyFolder(String command) throws IOException {
        Files.createDirectories(bench.work.resolve("empty"));
        assertThat(refuses(command, "empty"))
                .startsWith(
                        "error: empty: there is no image in this folder; it is empty; name a folder of PNG or JPEG");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "train"})
    void folderWithoutImages(String command) throws IOException {
        bench.file("texts/readme.md", "# No image");
        assertThat(refuses(command, "texts"))
                .startsWith("error: texts: there is no image in this folder; it holds 0 folders and 1 other files:"
                        + " readme.md; name a folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "train"})
    void globThatMatchesNothing(String command) {
        assertThat(refuses(command, "images/*.jpg"))
                .startsWith("error: images/*.jpg: no file matches this glob in images");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "train"})
    void imageThatIsNone(String command) throws IOException {
        bench.file("images/7.png", "I am a text");
        assertThat(refuses(command, "images"))
                .startsWith("error: images/7.png: this is no image")
                .contains("PNG, JPEG, GIF, BMP, TIFF, PGM and PPM are read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "train"})
    void imageThatIsCutOff(String command) throws IOException {
        byte[] whole = TinyImage.png(4, 7);
        bench.file("images/7.png", Arrays.copyOf(whole, whole.length / 2));
        assertThat(refuses(command, "images")).startsWith("error: images/7.png: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "train"})
    void imagesOfDifferentSizes(String command) throws IOException {
        bench.file("images/7.png", TinyImage.png(6, 7));
        assertThat(refuses(command, "images"))
                .startsWith("error: images/7.png: this image is 6×6")
                .contains("images/0.png is 4×4", "size: 64, for instance");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "train"})
    void corruptIdx(String command) throws IOException {
        byte[] header = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0, 4};
        bench.file("cut.idx", Arrays.copyOf(header, 16 + 20));
        assertThat(refuses(command, "cut.idx"))
                .isEqualTo(
                        "error: cut.idx: this IDX file is cut off or damaged: 2 images of 4×4 need 32 bytes, there are 20;"
                                + " copy or download it again\n");
        bench.file("long.idx", Arrays.copyOf(header, 16 + 33));
        assertThat(refuses(command, "long.idx")).contains("holds more than the 2 images that its header says");
        byte[] labels = {0, 0, 8, 1, 0, 0, 0, 1, 3};
        bench.file("labels.idx", labels);
        assertThat(refuses(command, "labels.idx")).contains("this IDX file holds labels, not images");
        bench.file("cut.gz", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});
        assertThat(refuses(command, "cut.gz")).startsWith("error: cut.gz: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "train", "validate"})
    void unknownDataset(String command) {
        boolean training = command.equals("train");
        String override = (training ? "data.train=" : "steps.read-images.from=") + "data:mnits/test";
        assertThat(bench.refuses(command, training ? "train.yaml" : "run.yaml", "--set", override))
                .startsWith("error: --set " + override + ": there is no dataset 'data:mnits/test'; there is: ")
                .contains("did you mean 'data:mnist/test'?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "train"})
    void datasetThatIsNotHereAndMayNotBeDownloaded(String command) {
        String key = command.equals("run") ? "steps.read-images.from=" : "data.train=";
        assertThat(bench.refuses(command, command + ".yaml", "--set", key + "data:mnist/test", "--offline"))
                .contains(
                        "and no download is allowed (offline)",
                        "run without --offline and FIGMENT_OFFLINE, or download http");
    }

    @Test
    void datasetWhoseFileIsAnother() throws IOException {
        byte[] file = new byte[16 + 16];
        System.arraycopy(new byte[] {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0, 4}, 0, file, 0, 16);
        bench.file("data/mnist/t10k-images-idx3-ubyte", file);
        assertThat(bench.refuses(
                        "run",
                        "run.yaml",
                        "--set",
                        "steps.read-images.from=data:mnist/test",
                        "--offline",
                        "--data-dir",
                        bench.path("data")))
                .startsWith(
                        "error: data/mnist/t10k-images-idx3-ubyte: this is not the file that 'data:mnist/test' names")
                .contains("sha-256");
    }

    @Test
    void tooFewImagesToInterpolateBetween() throws IOException {
        bench.file(
                "walk.yaml",
                "name: walk",
                "components: { tiny: { use: vae, model: model } }",
                "steps:",
                "  - read-images: { from: images, limit: 1 }",
                "  - encode: tiny",
                "  - interpolate: { steps: 3 }",
                "  - decode: tiny",
                "  - write-grid: \"" + bench.path("out/walk.png") + "\"");
        assertThat(bench.refuses("run", "walk.yaml"))
                .isEqualTo(
                        "error: walk.yaml:6:5: interpolate walks between latents and needs at least 2, not 1; read more"
                                + " than one sample\n");
    }
}
