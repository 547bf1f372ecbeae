package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code figment train} says and does when a run cannot be begun, resumed or finished. */
class TrainIT {
    @TempDir
    Path folder;

    private Workbench bench;
    private Path run;

    @BeforeEach
    void setUp() throws IOException {
        bench = new Workbench(folder).withModelAndImages().withTrainConfig();
        run = bench.work.resolve("runs/tiny");
    }

    @Test
    void sayEachEpochAndWhereTheModelIs() {
        Installation.Result result = bench.succeeds("train", bench.path("train.yaml"));
        assertThat(result.err())
                .containsPattern("epoch 1  train loss .* validation loss .* best so far  .* steps/s, 0 s left")
                .contains("preview ");
        assertThat(result.out())
                .contains("runs/tiny/model  (the model, from step 2)")
                .contains("loss");
        assertThat(run.resolve("model")).isDirectoryContaining("glob:**encoder.onnx");
    }

    @Test
    void stepsThatAreExecutedSeveralAtOnceGiveTheSameNumbers() throws IOException {
        bench.succeeds("train", bench.path("train.yaml"));
        Path other = bench.work.resolve("runs/other");
        bench.succeeds(
                "train",
                bench.path("train.yaml"),
                "--set",
                "to=" + bench.path("runs/other"),
                "--set",
                "steps-per-execution=2");
        assertThat(other.resolve("metrics.jsonl")).hasSameBinaryContentAs(run.resolve("metrics.jsonl"));
    }

    @Test
    void aRunInTheFolderIsNotOverwritten() {
        bench.succeeds("train", bench.path("train.yaml"));
        assertThat(bench.refuses("train", "train.yaml"))
                .isEqualTo("error: runs/tiny: a training run is in this folder already; continue it with '--resume', or"
                        + " choose another folder with '--set to=FOLDER'\n");
    }

    @Test
    void withNothingToResumeItSaysSoAndBegins() {
        assertThat(bench.succeeds("train", bench.path("train.yaml"), "--resume").err())
                .startsWith("there is no checkpoint to go on from: beginning at the first step\n");
    }

    @Test
    void anotherNetworkIsRefusedWithTheDifference() {
        bench.succeeds("train", bench.path("train.yaml"));
        assertThat(bench.refuses("train", "train.yaml", "--resume", "--set", "recipe.latents=3"))
                .startsWith(
                        "error: runs/tiny/checkpoint-00000002.safetensors: the run in this folder was begun with another"
                                + " config or other data: recipe.latents was 2 and is now 3; ");
    }

    @Test
    void otherDataIsRefusedWithTheDifference() throws IOException {
        bench.succeeds("train", bench.path("train.yaml"));
        bench.file("images/0.png", TinyImage.png(4, 99));
        assertThat(bench.refuses("train", "train.yaml", "--resume")).contains("data-digest.train was sha256:");
    }

    @Test
    void aTornCheckpointIsRefused() throws IOException {
        bench.succeeds("train", bench.path("train.yaml"));
        Path checkpoint = run.resolve("checkpoint-00000002.safetensors");
        byte[] bytes = Files.readAllBytes(checkpoint);
        Files.write(checkpoint, Arrays.copyOf(bytes, bytes.length - 100));
        assertThat(bench.refuses("train", "train.yaml", "--resume"))
                .startsWith(
                        "error: runs/tiny/checkpoint-00000002.safetensors: this is no whole safetensors file: its tensors"
                                + " need ")
                .contains("delete it to resume from the one before it");
    }

    @Test
    void aLossThatIsNoNumberFailsTheRunAndSaysWhatToTry() {
        Installation.Result result = bench.figment.run(
                "train", bench.path("train.yaml"), "--set", "optimizer={learning-rate: 1e38}", "--set", "epochs=9");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err())
                .containsPattern("error: .*runs/tiny: '\\w+' is (NaN|Infinity|-Infinity) ")
                .contains("smaller 'learning-rate'")
                .doesNotContain("unforeseen");
        assertThat(run.resolve("model")).doesNotExist();
    }

    @Test
    void aFolderBelowAFileIsRefused() throws IOException {
        bench.file("occupied", "");
        assertThat(bench.refuses("train", "train.yaml", "--set", "to=" + bench.path("occupied/run")))
                .startsWith("error: occupied/run: no run can be kept in this folder: ")
                .contains("--set to=FOLDER");
    }

    @Test
    void networksThatAreTooLargeAreRefused() {
        assertThat(bench.refuses("train", "train.yaml", "--set", "recipe.body.hidden=[100000, 100000]"))
                .startsWith("error: tiny: these networks cannot be made: ")
                .contains("exceeds 2 GiB");
    }
}
