package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Trains in processes of their own, and ends them. */
class TrainProcessIT {
    private static final int IMAGES = 200;
    private static final int SIDE = 8;
    private static final int KILLS = 4;
    private static final int LONGEST_DELAY_MILLIS = 500;

    @TempDir
    static Path shared;

    private static String config;

    @TempDir
    Path folder;

    /** What an uninterrupted run gives, from another working folder. */
    private static Map<String, String> whole;

    @BeforeAll
    static void trainWithoutInterruption() throws IOException, InterruptedException {
        ByteBuffer idx = ByteBuffer.allocate(16 + IMAGES * SIDE * SIDE)
                .putInt(0x803)
                .putInt(IMAGES)
                .putInt(SIDE)
                .putInt(SIDE);
        Random random = new Random(3);
        while (idx.hasRemaining()) {
            idx.put((byte) (random.nextInt(4) == 0 ? 255 : 0));
        }
        Files.write(shared.resolve("images.idx"), idx.array());
        config = Files.writeString(shared.resolve("train.yaml"), """
                        name: tiny
                        seed: 5
                        device: cpu
                        recipe: { use: vae, latents: 3, body: { hidden: [24] } }
                        data: { train: images.idx, hold-out: 40 }
                        batch: 16
                        epochs: 20
                        checkpoint-steps: 3
                        preview-every: 3
                        to: run
                        """).toString();
        FigmentProcess figment = FigmentProcess.run(shared, "train", config);
        assertThat(figment.exitCode()).as(figment.said()).isZero();
        whole = result(shared.resolve("run"));
        assertThat(whole).containsKeys("best.safetensors", "metrics.jsonl", "model/encoder.onnx", "model/decoder.onnx");
    }

    /** Every file of a run but its checkpoints, of which a stop leaves others, and what says when all was done. */
    private static Map<String, String> result(Path run) throws IOException {
        Map<String, String> files = new TreeMap<>(Workbench.files(run));
        files.keySet()
                .removeIf(name -> name.startsWith("checkpoint-")
                        || name.startsWith("tensorboard/")
                        || name.equals("report.html")
                        || name.equals(".lock"));
        return files;
    }

    private void resumeToTheEnd() throws IOException, InterruptedException {
        FigmentProcess figment = FigmentProcess.run(folder, "train", config, "--resume");
        assertThat(figment.exitCode()).as(figment.said()).isZero();
        assertThat(result(folder.resolve("run"))).isEqualTo(whole);
    }

    @Test
    void killedAtAnyMomentTheNewestCheckpointIsWholeAndTheResultIsThatOfAnUninterruptedRun()
            throws IOException, InterruptedException {
        Random random = new Random();
        for (int kill = 0; kill < KILLS; kill++) {
            int delay = random.nextInt(LONGEST_DELAY_MILLIS);
            try (FigmentProcess figment = FigmentProcess.start(folder, "train", config, "--resume")) {
                if (!figment.says("epoch")) {
                    assertThat(figment.exitCode()).as(figment.said()).isZero();
                    break;
                }
                figment.killAfter(delay);
            }
            requireWhole(newestCheckpoint(), "kill " + kill + " after " + delay + " ms");
        }
        resumeToTheEnd();
    }

    private Path newestCheckpoint() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("run"))) {
            return files.filter(file -> file.getFileName().toString().matches("checkpoint-\\d+\\.safetensors"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private static void requireWhole(Path checkpoint, String when) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(checkpoint)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[(int) file.getLong()];
        file.get(header);
        JsonNode tree = new JsonMapper().readTree(new String(header, StandardCharsets.UTF_8));
        long end = tree.valueStream()
                .mapToLong(tensor -> tensor.path("data_offsets").path(1).asLong(0))
                .max()
                .orElseThrow();
        assertThat((long) file.remaining()).as(when).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
    @DisabledOnOs(OS.WINDOWS)
    void askedToEndItSavesAndSaysHowToGoOn(String signal, int exitCode) throws IOException, InterruptedException {
        assumeThat(isIgnored(exitCode - 128))
                .as("whether these tests were started with " + signal + " ignored")
                .isFalse();
        try (FigmentProcess figment = FigmentProcess.start(folder, "train", config)) {
            assertThat(figment.says("epoch 2")).as(figment.said()).isTrue();
            figment.signal(signal);
            assertThat(figment.exitCode()).as(figment.said()).isEqualTo(exitCode);
            assertThat(figment.said())
                    .contains("stopping after this step")
                    .containsPattern("Stopped after step \\d+, and saved\\. Go on with: figment train .*train\\.yaml"
                            + " --resume\n")
                    .doesNotContain("error:");
            assertThat(figment.printed()).isEmpty();
            String step = figment.said().replaceFirst("(?s).*Stopped after step (\\d+),.*", "$1");
            assertThat(newestCheckpoint())
                    .hasFileName(String.format("checkpoint-%08d.safetensors", Long.valueOf(step)));
        }
    }

    @Test
    @DisabledOnOs({OS.WINDOWS, OS.MAC})
    void onATerminalItShowsABarAndCtrlCSaves() throws IOException, InterruptedException {
        assumeThat(isIgnored(2))
                .as("whether these tests were started with INT ignored")
                .isFalse();
        try (FigmentProcess figment = FigmentProcess.startOnTerminal(folder, "train", config)) {
            assertThat(figment.says("epoch 2")).as(figment.said()).isTrue();
            figment.types("\3");
            assertThat(figment.exitCode()).as(figment.said()).isEqualTo(130);
            assertThat(figment.said()).contains("steps/s", "/200 steps", "Stopped after step ");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void goesOnFromWhereItWasAskedToEnd() throws IOException, InterruptedException {
        try (FigmentProcess figment = FigmentProcess.start(folder, "train", config)) {
            assertThat(figment.says("epoch 2")).as(figment.said()).isTrue();
            figment.signal("TERM");
            assertThat(figment.exitCode()).as(figment.said()).isEqualTo(143);
        }
        resumeToTheEnd();
    }

    /** A child inherits what its parent ignores, and Java lets that be. */
    private static boolean isIgnored(int signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        String ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow()
                .replaceFirst("SigIgn:\\s*", "");
        return (Long.parseUnsignedLong(ignored, 16) >> (signal - 1) & 1) == 1;
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void askedToEndWithJsonItPrintsHowFarItCame() throws IOException, InterruptedException {
        try (FigmentProcess figment = FigmentProcess.start(folder, "train", config, "--json")) {
            assertThat(figment.says("epoch")).as(figment.said()).isTrue();
            figment.signal("TERM");
            assertThat(figment.exitCode()).isEqualTo(143);
            JsonNode result = new JsonMapper().readTree(figment.printed());
            assertThat(result.path("end").asString()).isEqualTo("stopped");
            assertThat(result.path("model").isNull()).isTrue();
            assertThat(result.path("steps").asLong()).isPositive();
        }
    }

    @Test
    void aSecondProcessMayNotTrainIntoTheSameFolder() throws IOException, InterruptedException {
        try (FigmentProcess first = FigmentProcess.start(folder, "train", config, "--set", "epochs=5000")) {
            assertThat(first.says("epoch")).as(first.said()).isTrue();
            FigmentProcess second = FigmentProcess.run(folder, "train", config, "--resume");
            assertThat(second.exitCode()).as(second.said()).isEqualTo(2);
            assertThat(second.said())
                    .contains("error: run: another process is training into this folder")
                    .contains("--set to=FOLDER");
        }
    }
}
