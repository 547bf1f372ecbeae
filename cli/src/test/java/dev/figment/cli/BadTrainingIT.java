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

/** What is wrong with a training is said before it begins; a run that is there is not touched. */
class BadTrainingIT {
    @TempDir
    Path folder;

    private Workbench bench;

    @BeforeEach
    void open() throws IOException {
        bench = new Workbench(folder).withModelAndImages().withTrainConfig();
    }

    private String refuses(String... overrides) {
        String[] options = Arrays.stream(overrides)
                .flatMap(override -> Arrays.stream(new String[] {"--set", override}))
                .toArray(String[]::new);
        return bench.refuses("train", "train.yaml", options);
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "validate"})
    void allProblemsAtOnceInTheirOrder(String command) throws IOException {
        bench.file(
                "train.yaml",
                "name: bad",
                "recipe: { use: vae, latnets: 2, body: { activation: gleu } }",
                "data: { train: imagse, hold-out: -1 }",
                "batch: many",
                "epochs: 0",
                "optimizer: { use: adma }",
                "tu: runs/x");
        assertThat(bench.refuses(command, "train.yaml").lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("error: train.yaml:1:1: the key 'to' is missing: "),
                        line -> assertThat(line)
                                .startsWith("error: train.yaml:2:21: unknown key 'latnets'; there is:")
                                .contains("did you mean 'latents'?"),
                        line -> assertThat(line)
                                .startsWith("error: train.yaml:2:53: 'activation' cannot be 'gleu'; there is: ")
                                .contains("did you mean 'gelu'?"),
                        line -> assertThat(line).startsWith("error: train.yaml:3:34: hold-out must not be negative"),
                        line -> assertThat(line).startsWith("error: train.yaml:4:8: 'batch' needs a whole number"),
                        line -> assertThat(line).startsWith("error: train.yaml:6:19: 'optimizer' cannot use 'adma'"),
                        line -> assertThat(line).startsWith("error: train.yaml:7:1: unknown key 'tu'"));
    }

    @Test
    void keysOfAnotherMedium() {
        assertThat(refuses("data.series={ window: 4 }"))
                .isEqualTo(
                        "error: --set data.series={ window: 4 }: series is not for this recipe, which takes Images; its"
                                + " keys are augment, channels, size\n");
    }

    @Test
    void aDamagedImageAmongTheTrainingDataBeforeAnythingIsTrained() throws IOException {
        byte[] whole = TinyImage.png(4, 1);
        bench.file("images/7.png", Arrays.copyOf(whole, whole.length - 20));
        assertThat(refuses("data.size=4")).contains("images/7.png: this PNG is cut off");
    }

    @Test
    void augmentationThatDoesNotFitTheImages() {
        assertThat(refuses("data.augment={ crop: 5 }"))
                .contains("a square of 5 pixels is to be cut out of images of 4×4", "'augment.crop'");
        assertThat(refuses("data.augment={ jitter: 8 }")).contains("augment.jitter scales to more pixels than 'size'");
        assertThat(refuses("data.augment={ flop: both }"))
                .contains("unknown key 'flop'; there is: crop, flip, jitter, noise; did you mean 'flip'?");
    }

    @Test
    void unknownRecipe() {
        assertThat(refuses("recipe.use=vea"))
                .startsWith("error: --set recipe.use=vea: unknown recipe 'vea'; there is: autoencoder, ")
                .contains("did you mean 'vae'?");
    }

    @Test
    void stepsInPartsSeveralAtOnce() {
        assertThat(refuses("accumulate=2", "steps-per-execution=4"))
                .startsWith(
                        "error: --set accumulate=2: accumulate and steps-per-execution exclude each other: one of them must"
                                + " be 1");
    }

    @Test
    void nothingToValidateOn() {
        assertThat(refuses("data.hold-out=0"))
                .contains("there are no validation samples", "'hold-out: 1' for instance");
        assertThat(refuses("data.hold-out=24")).contains("'hold-out' is 24 of 24");
    }

    @Test
    void tooFewSamplesForABatch() {
        assertThat(refuses("batch=17"))
                .contains("it has 16 samples for training, fewer than a batch of 17", "give 'batch' a smaller number");
    }

    @Test
    void validationImagesOfAnotherSize() throws IOException {
        bench.file("others/1.png", TinyImage.png(6, 1));
        assertThat(refuses("data={ train: " + bench.path("images") + ", validation: " + bench.path("others") + " }"))
                .isEqualTo(
                        "error: others: samples for validation have the shape [1, 6, 6], and those for training [1, 4, 4];"
                                + " give 'data' the keys that bring both to one shape: 'size' and 'channels' for"
                                + " images\n");
    }

    @Test
    void aRunThatIsThereAlready() {
        bench.succeeds("train", bench.path("train.yaml"));
        assertThat(bench.refuses("train", "train.yaml"))
                .isEqualTo("error: runs/tiny: a training run is in this folder already; continue it with '--resume', or"
                        + " choose another folder with '--set to=FOLDER'\n");
    }

    @Test
    void aCheckpointOfAnotherConfig() {
        bench.succeeds("train", bench.path("train.yaml"));
        assertThat(bench.refuses("train", "train.yaml", "--resume", "--set", "recipe.latents=3"))
                .contains("checkpoint-", "recipe.latents");
    }

    @Test
    void aCheckpointThatIsCutOff() throws IOException {
        bench.succeeds("train", bench.path("train.yaml"));
        try (var files = Files.list(bench.work.resolve("runs/tiny"))) {
            for (Path file : files.filter(file -> file.getFileName().toString().startsWith("checkpoint"))
                    .toList()) {
                Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 300));
            }
        }
        assertThat(bench.refuses("train", "train.yaml", "--resume", "--set", "epochs=1"))
                .contains("checkpoint-", "delete it");
    }

    @Test
    void aLossThatIsNoNumber() {
        assertThat(bench.fails(
                        1,
                        "train",
                        bench.path("train.yaml"),
                        "--set",
                        "optimizer={ use: adam, learning-rate: 1e30 }",
                        "--set",
                        "epochs=50"))
                .startsWith(
                        "error: runs/tiny: 'loss' is NaN at step 2, and the first parameter that is no finite number is ")
                .contains("there is no checkpoint yet; begin anew", "with a smaller 'learning-rate' of the optimizer");
    }
}
