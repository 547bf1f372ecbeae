package dev.figment.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.FigmentException.Fault;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TrainingLoopTest {
    @TempDir
    Path root;

    private Trial trial;

    @BeforeEach
    void begin() {
        trial = new Trial(root.resolve("run"));
    }

    private List<JsonNode> log() throws IOException {
        return Files.readAllLines(trial.folder.resolve("metrics.jsonl")).stream()
                .map(line -> new JsonMapper().readTree(line))
                .toList();
    }

    private String model() throws IOException {
        return Files.readString(trial.folder.resolve("model").resolve("model.txt"));
    }

    private static void assertFails(Fault fault, Runnable run, String... words) {
        assertThatThrownBy(run::run)
                .isInstanceOfSatisfying(
                        FigmentException.class,
                        failure -> assertThat(failure.fault()).isEqualTo(fault))
                .hasMessageContainingAll(words);
    }

    @Test
    void tellsItsObserverHowItGoes() {
        TrainResult result = trial.run(false);
        assertThat(result.end()).isEqualTo(TrainResult.End.COMPLETE);
        assertThat(result.step()).isEqualTo(12);
        assertThat(result.folder()).isEqualTo(trial.folder);
        assertThat(trial.training.isClosed()).isTrue();
        assertThat(trial.events)
                .containsExactly(
                        "started at 0 of 12, 4 an epoch",
                        "epoch 1 best",
                        "saved checkpoint-00000004.safetensors",
                        "epoch 2 best",
                        "preview step-00000008-indices.txt",
                        "saved checkpoint-00000008.safetensors",
                        "epoch 3 best",
                        "preview step-00000012-indices.txt",
                        "saved checkpoint-00000012.safetensors");
        assertThat(trial.folder.resolve("previews").resolve("step-00000012-indices.txt"))
                .content()
                .startsWith("[23, 24, 25] at ");
    }

    @Test
    void aPreviewThatCannotBeMadeIsNoReasonToEnd() {
        trial.previewFormat = preview -> {
            throw FigmentException.user(Problem.of("image-sizes-differ", "preview", "image 3 is larger"));
        };
        assertThat(trial.run(false).end()).isEqualTo(TrainResult.End.COMPLETE);
        assertThat(trial.warnings)
                .containsExactly("no preview: preview: image 3 is larger", "no preview: preview: image 3 is larger");
        assertThat(trial.folder.resolve("previews")).doesNotExist();
    }

    @Test
    void exportsTheWeightsOfTheLowestValidationLoss() throws IOException {
        trial.epochs = 5;
        trial.validationLosses = step -> Math.abs(step - 12.0) + 1;
        TrainResult result = trial.run(false);
        assertThat(result.bestStep()).isEqualTo(12);
        assertThat(result.step()).isEqualTo(20);
        assertThat(result.validation().get("loss")).isEqualTo(1);
        assertThat(model()).contains("step=12, validation.distance=").contains("validation.loss=1.0}");
        Trial shorter = new Trial(root.resolve("shorter"));
        shorter.epochs = 5;
        shorter.validationLosses = trial.validationLosses;
        shorter.runStoppedAfter(12, false);
        assertThat(Files.readAllBytes(trial.folder.resolve("best.safetensors")))
                .isEqualTo(Files.readAllBytes(shorter.folder.resolve("best.safetensors")));
    }

    @Test
    void ofEqualLossesTheFirstIsTheBest() {
        trial.validationLosses = step -> 1;
        assertThat(trial.run(false).bestStep()).isEqualTo(4);
    }

    @Test
    void stopsEarlyWhenTheLossHasNotFallenForSoLong() {
        trial.epochs = 10;
        trial.patience = 2;
        trial.validationLosses = step -> step == 8 ? 0.5 : 1;
        TrainResult result = trial.run(false);
        assertThat(result.end()).isEqualTo(TrainResult.End.EARLY);
        assertThat(result.step()).isEqualTo(16);
        assertThat(result.bestStep()).isEqualTo(8);
        assertThat(trial.events)
                .endsWith("epoch 4", "preview step-00000016-indices.txt", "saved checkpoint-00000016.safetensors");
    }

    @Test
    void logsEveryEpochAndEveryFiftiethStep() throws IOException {
        trial.epochs = 13;
        trial.run(false);
        List<JsonNode> steps = log().stream()
                .filter(line -> line.path("split").asString().equals("step"))
                .toList();
        assertThat(steps).hasSize(1);
        assertThat(steps.get(0).path("step").asLong()).isEqualTo(50);
        assertThat(steps.get(0).path("epoch").asDouble()).isEqualTo(12.5);
        assertThat(steps.get(0).path("loss").asDouble()).isEqualTo(0.2);
        assertThat(log()).hasSize(1 + 2 * 13);
        JsonNode train = log().get(0);
        assertThat(train.path("split").asString()).isEqualTo("train");
        assertThat(train.path("loss").asDouble()).isCloseTo((10 + 5 + 10 / 3.0 + 2.5) / 4, within(1e-12));
        assertThat(log().get(1).path("split").asString()).isEqualTo("validation");
    }

    @Test
    void askedToStopItSavesWithinTheEpochAndExportsNothing() {
        TrainResult result = trial.runStoppedAfter(6, false);
        assertThat(result.end()).isEqualTo(TrainResult.End.STOPPED);
        assertThat(result.step()).isEqualTo(6);
        assertThat(trial.events).endsWith("saved checkpoint-00000006.safetensors");
        assertThat(trial.folder.resolve("model")).doesNotExist();
        assertThat(trial.training.isClosed()).isTrue();
    }

    @Test
    void askedToStopWhereItHasJustSavedItDoesNotSaveTwice() {
        trial.runStoppedAfter(4, false);
        assertThat(trial.events.stream().filter(event -> event.startsWith("saved")))
                .containsExactly("saved checkpoint-00000004.safetensors");
    }

    @Test
    void askedToStopBeforeItBeginsItSavesItsBeginning() {
        assertThat(trial.runStoppedAfter(0, false).step()).isZero();
        assertThat(trial.folder.resolve("checkpoint-00000000.safetensors")).exists();
        assertThat(trial.run(true).end()).isEqualTo(TrainResult.End.COMPLETE);
    }

    @Test
    void checkpointsComeEverySoManyStepsOrEpochsAndOldOnesGo() throws IOException {
        trial.checkpointSteps = 3;
        trial.checkpointEvery = 2;
        trial.keepCheckpoints = 3;
        trial.run(false);
        assertThat(trial.events.stream().filter(event -> event.startsWith("saved")))
                .containsExactly(
                        "saved checkpoint-00000003.safetensors",
                        "saved checkpoint-00000006.safetensors",
                        "saved checkpoint-00000008.safetensors",
                        "saved checkpoint-00000009.safetensors",
                        "saved checkpoint-00000012.safetensors");
        try (var files = Files.list(trial.folder)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("checkpoint")))
                    .containsExactlyInAnyOrder(
                            "checkpoint-00000008.safetensors",
                            "checkpoint-00000009.safetensors",
                            "checkpoint-00000012.safetensors");
        }
    }

    @Test
    void aLossThatIsNoNumberEndsItAndKeepsTheCheckpointBefore() {
        trial.losses = step -> step == 7 ? Double.NaN : 1;
        assertFails(
                Fault.RUN,
                () -> trial.run(false),
                trial.folder.toString(),
                "'loss' is NaN at step 7",
                "checkpoint-00000004.safetensors is kept",
                "learning-rate");
        assertThat(trial.folder.resolve("checkpoint-00000004.safetensors")).exists();
        assertThat(trial.training.isClosed()).isTrue();
    }

    @Test
    void aLossThatIsInfiniteBeforeTheFirstCheckpointSaysThatThereIsNone() {
        trial.losses = step -> Double.POSITIVE_INFINITY;
        assertFails(
                Fault.RUN,
                () -> trial.run(false),
                "'loss' is Infinity at step 1, though all parameters are finite; there is no checkpoint yet");
    }

    @Test
    void aValidationLossThatIsNoNumberEndsItBeforeAnythingIsSaved() {
        trial.validationLosses = step -> step == 8 ? Double.NaN : 1;
        assertFails(
                Fault.RUN,
                () -> trial.run(false),
                "'loss' is NaN on the validation samples after step 8",
                "checkpoint-00000004.safetensors is kept");
        assertThat(trial.folder.resolve("checkpoint-00000008.safetensors")).doesNotExist();
    }

    @Test
    void tooFewSamplesForABatchAreFoundBeforeAnythingIsMade() {
        trial.batch = 24;
        assertFails(Fault.USER, () -> trial.run(false), "it has 23 samples for training, fewer than a batch of 24");
        assertThat(trial.folder).doesNotExist();
    }

    @Test
    void aRunInTheFolderIsNotOverwritten() throws IOException {
        trial.run(false);
        byte[] best = Files.readAllBytes(trial.folder.resolve("best.safetensors"));
        trial.training = null;
        assertFails(Fault.USER, () -> trial.run(false), "a training run is in this folder already", "--resume");
        assertThat(trial.training).as("networks that nobody needs").isNull();
        assertThat(Files.readAllBytes(trial.folder.resolve("best.safetensors"))).isEqualTo(best);
    }
}
