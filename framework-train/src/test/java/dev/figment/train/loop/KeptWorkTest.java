package dev.figment.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.FigmentException.Fault;
import dev.figment.train.data.IndexData;
import dev.figment.train.data.Permutation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong in the middle of a run, what was learned until then is kept, and the run says how to go on. */
class KeptWorkTest {
    @TempDir
    Path root;

    private Trial trial;

    @BeforeEach
    void begin() {
        trial = new Trial(root.resolve("run"));
    }

    private static void assertFails(Runnable run, String... words) {
        assertThatThrownBy(run::run)
                .isInstanceOfSatisfying(
                        FigmentException.class,
                        failure -> assertThat(failure.fault()).isEqualTo(Fault.RUN))
                .hasMessageContainingAll(words);
    }

    @Test
    void aFileThatCannotBeReadInTheMiddleOfAnEpochEndsTheRunAfterASave() throws IOException {
        Trial whole = new Trial(root.resolve("whole"));
        whole.run(false);
        TornData torn = new TornData(trial.data, 17, 1);
        trial.data = torn;
        assertFails(
                () -> trial.run(false),
                "images/17.png: this PNG is cut short; ",
                "the run is saved after step ",
                "then go on with '--resume'");
        assertThat(torn.timesLeft()).isZero();
        assertThat(trial.folder.resolve("report.html")).content().contains(">failed<", "this PNG is cut short");
        trial.run(true);
        RunFiles.assertSameButOlderCheckpoints(trial.folder, whole.folder);
    }

    /** Validation sample 24 is read once before the first step, then in every epoch for the validation and for a preview. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void aValidationSampleThatCannotBeReadAnyMoreEndsTheRunAfterASave(int goodReads) throws IOException {
        Trial whole = new Trial(root.resolve("whole"));
        whole.previewEvery = 1;
        whole.run(false);
        trial.previewEvery = 1;
        trial.data = new TornData(trial.data, 24, 1).after(goodReads);
        long step = 4 * (goodReads + 1) / 2;
        assertFails(
                () -> trial.run(false),
                "images/17.png: this PNG is cut short; the run is saved after step " + step
                        + ": put this right, then go on" + " with '--resume'");
        assertThat(trial.folder.resolve("checkpoint-%08d.safetensors".formatted(step)))
                .exists();
        trial.run(true);
        RunFiles.assertSameButOlderCheckpoints(trial.folder, whole.folder);
        assertThat(trial.events.stream().filter(event -> event.startsWith("epoch ")))
                .isEqualTo(whole.events.stream()
                        .filter(event -> event.startsWith("epoch "))
                        .toList());
    }

    @Test
    void aValidationSampleThatCannotBeReadAtTheExportEndsTheRunAndTheExportIsMadeLater() throws IOException {
        Trial whole = new Trial(root.resolve("whole"));
        whole.previewEvery = 9;
        whole.run(false);
        trial.previewEvery = 9;
        trial.data = new TornData(trial.data, 24, 1).after(5);
        assertFails(() -> trial.run(false), "images/17.png: ", "the run is saved after step 12: put this right");
        assertThat(trial.run(true).end()).isEqualTo(TrainResult.End.COMPLETE);
        RunFiles.assertSameButOlderCheckpoints(trial.folder, whole.folder);
    }

    @Test
    void aValidationSampleThatStaysUnreadableLeavesTheCheckpointAsItIs() {
        trial.data = new TornData(trial.data, 24, 1).after(1);
        assertFails(() -> trial.run(false), "the run is saved after step 4");
        trial.data = new TornData(new IndexData(26), 24, 1).after(1);
        assertFails(() -> trial.run(true), "the run is saved after step 4");
        assertThat(trial.events.stream().filter(event -> event.startsWith("saved ")))
                .containsExactly("saved checkpoint-00000004.safetensors");
    }

    @Test
    void aPreviewWhoseSamplesCannotBeReadIsAWarning() {
        trial.previewEvery = 1;
        trial.data = new TornData(trial.data, 24, 1).after(2);
        assertThat(trial.run(false).end()).isEqualTo(TrainResult.End.COMPLETE);
        assertThat(trial.warnings).containsExactly("no preview: images/17.png: this PNG is cut short");
    }

    @Test
    void whereNothingWasLearnedYetNothingIsKept() {
        int first = Permutation.of(23, new Seed(7).child("shuffle").at(0))[0];
        trial.data = new TornData(trial.data, first, 1);
        assertThatThrownBy(() -> trial.run(false))
                .isInstanceOf(FigmentException.class)
                .hasMessage("images/17.png: this PNG is cut short");
        assertThat(trial.folder).doesNotExist();
    }

    @Test
    void aCheckpointThatCannotTakeItsPlaceEndsTheRunAndTheOneBeforeIsWhole() throws IOException {
        trial.onStep = step -> {
            if (step == 7) {
                occupy(trial.folder.resolve("checkpoint-00000008.safetensors"));
            }
        };
        assertFails(
                () -> trial.run(false),
                "checkpoint-00000008.safetensors: it could not be written: ",
                "make room for it, then continue from the last checkpoint with '--resume'");
        assertThat(trial.folder).isDirectoryNotContaining("glob:**.partial");
        Disk.deleteTree(trial.folder.resolve("checkpoint-00000008.safetensors"));
        trial.onStep = step -> {};
        assertThat(trial.run(true).step()).isEqualTo(12);
        assertThat(trial.events).contains("started at 4 of 12, 4 an epoch");
    }

    private static void occupy(Path place) {
        try {
            Files.createDirectories(place.resolve("occupied"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aReportThatCannotBeWrittenIsNoReasonToFail() {
        occupy(trial.folder.resolve("report.html"));
        assertThat(trial.run(false).end()).isEqualTo(TrainResult.End.COMPLETE);
        assertThat(trial.warnings)
                .singleElement()
                .asString()
                .startsWith("no report: ")
                .contains("report.html");
    }

    private void rewrite(Path checkpoint, String key, String value) throws IOException {
        Safetensors saved = Safetensors.read(checkpoint, "");
        Map<String, String> metadata = new TreeMap<>(saved.metadata());
        if (value.isEmpty()) {
            metadata.remove(key);
        } else {
            metadata.put(key, value);
        }
        Files.delete(checkpoint);
        new Safetensors(metadata, saved.tensors()).write(checkpoint);
    }

    @Test
    void aCheckpointOfAnotherVersionsFormatIsRefusedWithBothVersions() throws IOException {
        trial.runStoppedAfter(6, false);
        Path checkpoint = trial.folder.resolve("checkpoint-00000006.safetensors");
        rewrite(checkpoint, "checkpoint-format", "9");
        rewrite(checkpoint, "figment-version", "4.0.0");
        byte[] bytes = Files.readAllBytes(checkpoint);
        assertThatThrownBy(() -> trial.run(true))
                .isInstanceOfSatisfying(
                        FigmentException.class,
                        failure -> assertThat(failure.fault()).isEqualTo(Fault.USER))
                .hasMessage(
                        checkpoint + ": this checkpoint is of Figment 4.0.0, in format 9; this is Figment 1.2.3, which"
                                + " reads format 1; go on with Figment 4.0.0, or begin anew with '--set to=FOLDER'");
        assertThat(checkpoint).hasBinaryContent(bytes);
    }

    @Test
    void aCheckpointFromBeforeThereWereFormatsIsRefusedToo() throws IOException {
        trial.runStoppedAfter(6, false);
        rewrite(trial.folder.resolve("checkpoint-00000006.safetensors"), "checkpoint-format", "");
        assertThatThrownBy(() -> trial.run(true)).hasMessageContaining("in format 0");
    }

    @Test
    void aCheckpointOfAnotherVersionWhoseTensorsDoNotFitSaysWhichVersion() throws IOException {
        trial.runStoppedAfter(6, false);
        Path checkpoint = trial.folder.resolve("checkpoint-00000006.safetensors");
        rewrite(checkpoint, "figment-version", "1.1.0");
        Safetensors saved = Safetensors.read(checkpoint, "");
        Map<String, Tensor> renamed = new TreeMap<>(saved.tensors());
        renamed.put("old-weight", renamed.remove("weight"));
        Files.delete(checkpoint);
        new Safetensors(saved.metadata(), renamed).write(checkpoint);
        assertThatThrownBy(() -> trial.run(true))
                .hasMessageContaining(
                        "this checkpoint of Figment 1.1.0 does not fit: the state has no tensor for 'weight'");
    }
}
