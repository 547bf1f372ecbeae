package dev.figment.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.FigmentException.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    private static final PreviewFormat.File PNG = new PreviewFormat.File(PreviewFormat.Medium.PNG, new byte[] {1});
    private static final Safetensors TENSORS =
            new Safetensors(Map.of(), Map.of("w", Tensor.ofFloats(new float[] {1, 2}, 2)));

    @TempDir
    Path root;

    private Path path;

    @BeforeEach
    void name() {
        path = root.resolve("runs").resolve("a");
    }

    private static Stream<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(".lock"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static void assertUserError(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String... words) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        FigmentException.class,
                        refusal -> assertThat(refusal.fault()).isEqualTo(Fault.USER))
                .hasMessageContainingAll(words);
    }

    @Test
    void isMadeWhereThereIsNone() {
        try (RunFolder folder = RunFolder.open(path, false)) {
            assertThat(folder.path()).isDirectory();
        }
    }

    @Test
    void leavesNoTraceOfARunThatKeptNothing() throws IOException {
        try (RunFolder folder = RunFolder.open(path, false)) {
            Files.createFile(folder.metrics());
        }
        assertThat(root).isEmptyDirectory();
        Files.createDirectories(path);
        Files.writeString(path.resolve("notes.txt"), "the user's");
        RunFolder.open(path, false).close();
        assertThat(path.resolve("notes.txt")).exists();
    }

    @Test
    void keepsTheMetricsOfARunThatFailed() throws IOException {
        try (RunFolder folder = RunFolder.open(path, false)) {
            Files.writeString(folder.metrics(), "{}");
        }
        assertThat(path.resolve("metrics.jsonl")).hasContent("{}");
    }

    @Test
    void aSavedFileIsWholeAndLeavesNothingBeside() throws IOException {
        try (RunFolder folder = RunFolder.open(path, false)) {
            folder.save(folder.checkpoint(7), TENSORS);
            folder.save(folder.checkpoint(7), TENSORS);
            assertThat(names(path)).containsExactly("checkpoint-00000007.safetensors");
            assertThat(Safetensors.read(folder.checkpoint(7), "")
                            .tensors()
                            .get("w")
                            .toFloatArray())
                    .containsExactly(1, 2);
        }
    }

    @Test
    void namesDoNotDependOnTheUsersLanguage() {
        Locale before = Locale.getDefault();
        try (RunFolder folder = RunFolder.open(path, false)) {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(folder.checkpoint(12)).hasFileName("checkpoint-00000012.safetensors");
            assertThat(folder.previews()
                            .write(12, "samples", List.of(PNG))
                            .get(0)
                            .path())
                    .hasFileName("step-00000012-samples.png");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void theNewestCheckpointIsTheOneOfTheLastStep() throws IOException {
        try (RunFolder folder = RunFolder.open(path, false)) {
            assertThat(folder.newestCheckpoint()).isEmpty();
            for (long step : new long[] {99_999_999, 100_000_000, 5}) {
                folder.save(folder.checkpoint(step), TENSORS);
            }
            Files.writeString(path.resolve("checkpoint-notes.safetensors"), "not one");
            assertThat(folder.newestCheckpoint()).contains(folder.checkpoint(100_000_000));
            assertThat(folder.checkpoints())
                    .containsExactly(
                            folder.checkpoint(100_000_000), folder.checkpoint(99_999_999), folder.checkpoint(5));
        }
    }

    @Test
    void oldCheckpointsArePrunedAndNothingElse() throws IOException {
        try (RunFolder folder = RunFolder.open(path, false)) {
            folder.save(folder.best(), TENSORS);
            for (long step = 1; step <= 5; step++) {
                folder.save(folder.checkpoint(step), TENSORS);
            }
            folder.prune(2);
            assertThat(folder.checkpoints()).containsExactly(folder.checkpoint(5), folder.checkpoint(4));
            folder.prune(9);
            assertThat(names(path))
                    .containsExactly(
                            "best.safetensors", "checkpoint-00000004.safetensors", "checkpoint-00000005.safetensors");
        }
    }

    @Test
    void whatAKilledProcessLeftHalfWrittenIsClearedAwayAndNothingOfOthers() throws IOException {
        try (RunFolder folder = RunFolder.open(path, false)) {
            folder.save(folder.checkpoint(3), TENSORS);
        }
        for (String half : new String[] {
            "checkpoint-00000004.safetensors.partial", "best.safetensors.partial", "metrics.jsonl.partial"
        }) {
            Files.writeString(path.resolve(half), "half");
        }
        Files.createDirectories(path.resolve("model.partial"));
        Files.writeString(path.resolve("model.partial").resolve("encoder.onnx"), "half");
        Files.createDirectories(path.resolve("previews"));
        Files.writeString(path.resolve("previews").resolve("step-00000003-samples.png.partial"), "half");
        Files.writeString(path.resolve("previews").resolve("step-00000002-samples.png"), "whole");
        Files.writeString(path.resolve("previews").resolve("my-notes.txt.partial"), "somebody's");
        Files.writeString(path.resolve("film.mp4.partial"), "somebody's download");
        try (RunFolder folder = RunFolder.open(path, true)) {
            assertThat(folder.newestCheckpoint()).contains(folder.checkpoint(3));
            assertThat(names(path)).containsExactly("checkpoint-00000003.safetensors", "film.mp4.partial", "previews");
            assertThat(names(path.resolve("previews")))
                    .containsExactly("my-notes.txt.partial", "step-00000002-samples.png");
        }
    }

    @Test
    void aModelReplacesTheOneBeforeAsAWhole() throws IOException {
        try (RunFolder folder = RunFolder.open(path, false)) {
            folder.saveModel(Map.of("encoder.onnx", new byte[] {1}, "old.onnx", new byte[] {2}));
            folder.saveModel(Map.of("encoder.onnx", new byte[] {3}));
            assertThat(names(path)).containsExactly("model");
            assertThat(names(folder.model())).containsExactly("encoder.onnx");
            assertThat(folder.model().resolve("encoder.onnx")).hasBinaryContent(new byte[] {3});
        }
    }

    @Test
    void killedBetweenTheMovesOfAModelTheOneBeforeComesBack() throws IOException {
        try (RunFolder folder = RunFolder.open(path, false)) {
            folder.saveModel(Map.of("encoder.onnx", new byte[] {1}));
        }
        Files.move(path.resolve("model"), path.resolve("model.old.partial"));
        Files.createDirectory(path.resolve("model.partial"));
        assertUserError(() -> RunFolder.open(path, false), "a training run is in this folder already");
        try (RunFolder folder = RunFolder.open(path, true)) {
            assertThat(names(path)).containsExactly("model");
            assertThat(folder.model().resolve("encoder.onnx")).hasBinaryContent(new byte[] {1});
        }
    }

    @Test
    void aRunIsNotOverwritten() {
        try (RunFolder folder = RunFolder.open(path, false)) {
            folder.save(folder.checkpoint(3), TENSORS);
        }
        assertUserError(
                () -> RunFolder.open(path, false),
                path.toString(),
                "a training run is in this folder already",
                "--resume",
                "--set to=FOLDER");
        assertUserError(() -> RunFolder.requireNone(path), "a training run is in this folder already");
    }

    @Test
    void theBestWeightsOrAModelAloneAreARunToo() {
        try (RunFolder folder = RunFolder.open(path, false)) {
            folder.save(folder.best(), TENSORS);
        }
        assertUserError(() -> RunFolder.open(path, false), "a training run is in this folder already");
        Path other = root.resolve("b");
        try (RunFolder folder = RunFolder.open(other, false)) {
            folder.saveModel(Map.of("encoder.onnx", new byte[] {1}));
        }
        assertUserError(() -> RunFolder.open(other, false), "a training run is in this folder already");
    }

    @Test
    void aRunThatWasKilledBeforeItsFirstCheckpointMayBeginAnew() throws IOException {
        Files.createDirectories(path);
        Files.writeString(path.resolve("metrics.jsonl"), "{\"step\":1}\n");
        RunFolder.open(path, false).close();
        assertThat(path.resolve("metrics.jsonl")).exists();
    }

    @Test
    void oneRunAtATime() {
        try (RunFolder folder = RunFolder.open(path, false)) {
            assertThat(folder.path()).isEqualTo(path);
            assertUserError(
                    () -> RunFolder.open(path, true),
                    path.toString(),
                    "another process is training into this folder",
                    "--set to=FOLDER");
        }
        RunFolder.open(path, true).close();
    }

    @Test
    void aFolderThatCannotBeIsTheUsersError() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "");
        assertUserError(() -> RunFolder.open(file, false), file.toString(), "a part of its path is a file");
        Path below = file.resolve("run");
        assertUserError(() -> RunFolder.open(below, false), below.toString(), "choose another folder");
    }

    @Test
    void aFileThatCannotBeWrittenFailsTheRunAndLeavesNothingHalfWritten() throws IOException {
        try (RunFolder folder = RunFolder.open(path, false)) {
            Files.createDirectories(folder.best().resolve("in-the-way"));
            assertThatThrownBy(() -> folder.save(folder.best(), TENSORS))
                    .isInstanceOfSatisfying(
                            FigmentException.class,
                            failure -> assertThat(failure.fault()).isEqualTo(Fault.RUN))
                    .hasMessageContaining(folder.best().toString())
                    .hasMessageContaining("--resume");
            assertThat(names(path)).containsExactly("best.safetensors");
        }
    }
}
