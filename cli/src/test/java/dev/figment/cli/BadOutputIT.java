package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outputs that cannot be written: nothing of a run appears, whichever of its outputs failed. */
class BadOutputIT {
    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new Workbench(folder).withModelAndImages().withRunConfig().withTrainConfig();
    }

    /** A config whose first two outputs could be written, and whose last is this. */
    private void writing(String last) throws IOException {
        bench.file(
                "many.yaml",
                "name: many",
                "components: { tiny: { use: vae, model: model } }",
                "steps:",
                "  - read-images: { from: images }",
                "  - write-images: \"" + bench.path("out/images") + "\"",
                "  - encode: tiny",
                "  - write-numbers: \"" + bench.path("out/a.csv") + "\"",
                "  - decode: tiny",
                "  - " + last);
    }

    @Test
    void writesAllOutputsWhereAllCanBe() throws IOException {
        writing("write-grid: \"" + bench.path("out/grid.png") + "\"");
        bench.succeeds("run", bench.path("many.yaml"));
        assertThat(Workbench.files(bench.work.resolve("out")))
                .containsKeys("a.csv", "grid.png", "images/0.png")
                .hasSize(28);
    }

    @Test
    void aFolder() throws IOException {
        Files.createDirectories(bench.work.resolve("there.png"));
        writing("write-grid: \"" + bench.path("there.png") + "\"");
        assertThat(bench.refuses("run", "many.yaml"))
                .isEqualTo("error: there.png: cannot write a file here: it is a folder; name a file in it\n");
    }

    @Test
    void aFileWhereAFolderIsToBe() throws IOException {
        writing("write-images: \"" + bench.path("run.yaml") + "\"");
        assertThat(bench.refuses("run", "many.yaml"))
                .isEqualTo(
                        "error: run.yaml: cannot write a folder here: it is a file; name another folder, or move the file"
                                + " away\n");
    }

    @Test
    void belowAFile() throws IOException {
        writing("write-grid: \"" + bench.path("run.yaml/sub/grid.png") + "\"");
        assertThat(bench.refuses("run", "many.yaml"))
                .isEqualTo(
                        "error: run.yaml/sub/grid.png: cannot write here: a part of the path is a file; choose another"
                                + " place\n");
    }

    @Test
    void aPlaceThatMayNotBeWritten() throws IOException {
        assumeThat(Path.of("/sys/kernel")).as("a place where nobody may write").isDirectory();
        writing("write-grid: /sys/figment/grid.png");
        assertThat(bench.refuses("run", "many.yaml"))
                .isEqualTo(
                        "error: /sys/figment/grid.png: cannot write here: permission denied; choose another place, or make"
                                + " the folder writable\n");
    }

    @Test
    void aDevice() throws IOException {
        assumeThat(Path.of("/dev/full")).exists();
        Path link = Files.createSymbolicLink(bench.work.resolve("full.png"), Path.of("/dev/full"));
        writing("write-grid: \"" + bench.path("full.png") + "\"");
        assertThat(bench.refuses("run", "many.yaml"))
                .startsWith("error: full.png: cannot write a file here: it is a device or a pipe");
        Files.delete(link);
    }

    @Test
    void aNameWithAnotherEnding() throws IOException {
        writing("write-grid: \"" + bench.path("grid.jpg") + "\"");
        assertThat(bench.refuses("validate", "many.yaml"))
                .isEqualTo("error: many.yaml:9:17: to names a file that ends in .png, not 'grid.jpg'\n");
    }

    @Test
    void onePlaceForTwoOutputs() throws IOException {
        writing("write-images: \"" + bench.path("out/./images") + "\"");
        assertThat(bench.refuses("validate", "many.yaml"))
                .startsWith("error: many.yaml:9:19: 'write-images' writes to out/./images, and so does another step, at"
                        + " many.yaml:5:19");
    }

    @Test
    void aStepThatFailsAfterOutputsWereBegun() throws IOException {
        bench.file("images/9.png", "I am a text");
        writing("write-grid: \"" + bench.path("out/grid.png") + "\"");
        bench.refuses("run", "many.yaml", "--set", "steps.read-images.batch=4");
    }

    @Test
    void keepsOutputsOfARunBefore() throws IOException {
        writing("write-grid: \"" + bench.path("out/grid.png") + "\"");
        bench.succeeds("run", bench.path("many.yaml"));
        bench.file("images/9.png", "I am a text");
        bench.refuses("run", "many.yaml", "--set", "steps.read-images.batch=4");
    }

    @Test
    void aFileWhereTheRunsFolderIsToBe() {
        assertThat(bench.refuses("train", "train.yaml", "--set", "to=" + bench.path("run.yaml")))
                .startsWith("error: run.yaml: no run can be kept in this folder: ")
                .contains("choose another folder with '--set to=FOLDER'");
        assertThat(bench.refuses("train", "train.yaml", "--set", "to=" + bench.path("run.yaml/sub")))
                .startsWith("error: run.yaml/sub: no run can be kept in this folder: ");
    }
}
