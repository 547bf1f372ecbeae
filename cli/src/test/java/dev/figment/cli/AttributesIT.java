package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A conditional VAE of images with attributes, from the table to what is drawn; and what is said of what is wrong. */
class AttributesIT {
    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new Workbench(folder).withModelAndImages();
        StringBuilder table = new StringBuilder("image,light,level\n");
        for (int i = 0; i < 24; i++) {
            table.append("images/" + i + ".png," + (i < 12 ? 0 : 1) + "," + i * 10 + "\n");
        }
        bench.file("table.csv", table.toString())
                .file(
                        "train.yaml",
                        "name: tiny",
                        "recipe: { use: conditional-vae, latents: 2, body: { hidden: [8] } }",
                        "data:",
                        "  train: images",
                        "  hold-out: 8",
                        "  attributes: { labels: table.csv, files: image, columns: [light, level] }",
                        "batch: 8",
                        "epochs: 1",
                        "to: \"" + bench.path("runs/tiny") + "\"")
                .file(
                        "sample.yaml",
                        "name: drawn",
                        "components: { tiny: { use: conditional-vae, model: runs/tiny/model } }",
                        "steps:",
                        "  - sample-attributes:",
                        "      with: tiny",
                        "      attributes: { level: 30 }",
                        "      vary: { light: [0, 1] }",
                        "      count: 2",
                        "  - write-images: { to: \"" + bench.path("out") + "\" }");
    }

    private String refuses(String command, String config, String... overrides) {
        return bench.refuses(
                command,
                config,
                Arrays.stream(overrides)
                        .flatMap(override -> Arrays.stream(new String[] {"--set", override}))
                        .toArray(String[]::new));
    }

    private void train(String... options) {
        bench.succeeds(concat(new String[] {"train", bench.path("train.yaml")}, options));
    }

    private static String[] concat(String[] first, String[] second) {
        String[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    @Test
    void whatIsTrainedDrawsWithWhatIsAskedFor() throws IOException {
        train();
        bench.succeeds("run", bench.path("sample.yaml"));
        try (var files = Files.list(bench.work.resolve("out"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("sample-0-1.png", "sample-0-2.png", "sample-1-1.png", "sample-1-2.png");
        }
        bench.succeeds(
                "run",
                bench.path("sample.yaml"),
                "--set",
                "steps.0.sample-attributes.vary={}",
                "--set",
                "steps.0.sample-attributes.attributes={ level: 30, light: 1 }",
                "--set",
                "steps.1.write-images.to=" + bench.path("other"));
        assertThat(bench.work.resolve("other/sample-1.png"))
                .hasSameBinaryContentAs(bench.work.resolve("out/sample-1-2.png"));
    }

    @Test
    void trainingImagesAreVariedWhereTheConfigSaysSo() throws IOException {
        train();
        train("--set", "data.augment={ noise: { gaussian: [0.3] } }", "--set", "to=" + bench.path("runs/noisy"));
        assertThat(Files.readString(bench.work.resolve("runs/noisy/metrics.jsonl")))
                .isNotEqualTo(Files.readString(bench.work.resolve("runs/tiny/metrics.jsonl")));
        train("--set", "data.augment={ jitter: 6 }", "--set", "data.size=4", "--set", "to=" + bench.path("runs/cut"));
        assertThat(bench.work.resolve("runs/cut/model")).isDirectoryContaining("glob:**decoder.onnx");
    }

    @Test
    void attributesThatTheModelHasNot() {
        train();
        assertThat(refuses("run", "sample.yaml", "steps.0.sample-attributes.attributes={ lihgt: 1, level: 231 }"))
                .contains(
                        "'tiny' has no attribute 'lihgt'; there is: level, light; did you mean 'light'?",
                        "'level' cannot be 231: 'tiny' was trained with numbers from 0 to 230; ask for one of these");
        assertThat(refuses("run", "sample.yaml", "steps.0.sample-attributes.attributes={}"))
                .contains(
                        "'tiny' needs the attribute 'level', too, and no number is given for it; add it to 'attributes',"
                                + " with a number from 0 to 230");
        assertThat(refuses("validate", "sample.yaml", "steps.0.sample-attributes.attributes={ level: high }"))
                .contains("'attributes.level' needs a number");
    }

    @Test
    void classesOfAModelOfAttributes() {
        train();
        assertThat(refuses("run", "sample.yaml", "steps.0={ sample-classes: { with: tiny, classes: [0] } }"))
                .contains("the model has no classes: it draws images with the attributes [light, level]; use the step"
                        + " 'sample-attributes'");
    }

    @Test
    void attributesOfAComponentThatDrawsNone() {
        assertThat(refuses(
                        "validate", "sample.yaml", "components.tiny={ use: vae, model: " + bench.path("model") + " }"))
                .isEqualTo(
                        "error: sample.yaml:5:7: 'with' needs an AttributeGenerator of Images, and 'tiny' (vae) is none;"
                                + " no component of this config is; use another component type\n");
    }

    @Test
    void imagesWithoutARow() throws IOException {
        bench.file("images/new.png", TinyImage.png(4, 1));
        assertThat(refuses("train", "train.yaml"))
                .startsWith(
                        "error: table.csv: no row names 'images/new.png'; add rows, whose column 'image' names images");
    }

    @Test
    void tablesThatDoNotFit() throws IOException {
        assertThat(refuses("train", "train.yaml", "data.attributes.columns=[ligth]"))
                .startsWith("error: table.csv: there is no column 'ligth'; there is: image, level, light; did you mean"
                        + " 'light'?");
        assertThat(refuses("train", "train.yaml", "data.attributes.columns=[image]"))
                .startsWith("error: table.csv:2: 'image' is 'images/0.png' here, which is no finite number; ");
        assertThat(refuses("train", "train.yaml", "data.attributes.labels=" + bench.path("tabel.csv")))
                .startsWith(
                        "error: --set data.attributes.labels=tabel.csv: tabel.csv: there is no such file or folder; ")
                .contains("did you mean 'table.csv'?");
        bench.file(
                "table.csv", Files.readString(bench.work.resolve("table.csv")).replace(",1,", ",0,"));
        assertThat(refuses("train", "train.yaml"))
                .startsWith("error: images: all images have the same number in the column 'light', ");
    }

    @Test
    void attributesForARecipeThatTakesNone() {
        assertThat(refuses("validate", "train.yaml", "recipe.use=vae"))
                .isEqualTo("error: train.yaml:6:3: attributes is not for this recipe, which takes Images; its keys are"
                        + " augment, channels, size\n");
    }

    @Test
    void labelsAndAttributesAtOnce() {
        assertThat(refuses("validate", "train.yaml", "data.labels=name"))
                .contains("labels and attributes exclude each other");
    }
}
