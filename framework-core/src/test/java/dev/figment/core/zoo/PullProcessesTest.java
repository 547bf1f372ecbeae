package dev.figment.core.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.core.io.Sha256;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Processes that pull: several at once, and such as are killed; {@code -Dfigment.kills=50} kills fifty. */
class PullProcessesTest {
    private static final int KILLS = Integer.getInteger("figment.kills", 3);
    private static final int PROCESSES = 8;
    private static final int SIZE = 3_000_000;
    private static final String MODEL = "tiny-vae@1.0.0";

    @TempDir
    Path home;

    private TinyRegistry registry() throws IOException {
        TinyRegistry registry =
                new TinyRegistry().with("tiny-vae", "1.0.0", SIZE, "encoder.onnx", "decoder.onnx", "more/third.onnx");
        Files.writeString(
                home.resolve("config.yaml"),
                "registries:\n  - { name: lab, index: '" + registry.server.address("/index.yaml") + "' }\n");
        return registry;
    }

    /** What is visible of the model is all of it. */
    private void requireWhole(String when) throws IOException {
        ModelStore store = new ModelStore(home.resolve("models"));
        Path place = store.place("tiny-vae", "1.0.0");
        if (!Files.exists(place)) {
            return;
        }
        Card card = CardFile.in(place).orElseThrow(() -> new AssertionError("no card, " + when));
        for (var file : card.files().entrySet()) {
            assertThat(Sha256.of(place.resolve(file.getKey())))
                    .as(file.getKey() + ", " + when)
                    .isEqualTo(file.getValue().sha256());
        }
    }

    private List<String> unfinished() throws IOException {
        try (Stream<Path> all = Files.walk(home.resolve("models"))) {
            return all.filter(Files::isRegularFile)
                    .map(Path::toString)
                    .filter(path -> path.contains("/."))
                    .toList();
        }
    }

    @Test
    void severalProcessesDownloadAModelOnce() throws IOException, InterruptedException {
        try (TinyRegistry registry = registry()) {
            List<Process> processes = new ArrayList<>();
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(EndlessPuller.process(home, MODEL, 1)
                        .redirectOutput(home.resolve(i + ".txt").toFile())
                        .start());
            }
            for (int i = 0; i < PROCESSES; i++) {
                assertThat(processes.get(i).waitFor())
                        .as(Files.readString(home.resolve(i + ".txt")))
                        .isZero();
            }
            requireWhole("after all");
            assertThat(Files.exists(home.resolve("models/tiny-vae/1.0.0"))).isTrue();
            List<String> asked = registry.server.asked();
            for (String file : List.of("card.yaml", "encoder.onnx", "decoder.onnx", "more/third.onnx")) {
                assertThat(asked).containsOnlyOnce("/models/tiny-vae/1.0.0/" + file);
            }
            long indexes = asked.stream().filter("/index.yaml"::equals).count();
            assertThat(registry.server.sent()).isBetween(3L * SIZE, 3L * SIZE + 2000 + indexes * 1000);
            assertThat(unfinished()).isEmpty();
        }
    }

    @Test
    void killedProcessesLeaveAModelWholeOrNotAtAll(TestReporter reporter) throws IOException, InterruptedException {
        long seed = Long.getLong("figment.seed", System.nanoTime());
        reporter.publishEntry("seed", String.valueOf(seed));
        Random random = new Random(seed);
        try (TinyRegistry registry = registry()) {
            for (int kill = 0; kill < KILLS; kill++) {
                int micros = random.nextInt(400_000);
                killAfter(micros);
                requireWhole("seed " + seed + ", killed after " + micros + " µs");
            }
            new ModelStore(home.resolve("models")).discard(home.resolve("models/tiny-vae/1.0.0"));
            Process last = EndlessPuller.process(home, MODEL, 1)
                    .redirectOutput(home.resolve("last.txt").toFile())
                    .start();
            assertThat(last.waitFor())
                    .as(Files.readString(home.resolve("last.txt")))
                    .isZero();
            requireWhole("at last");
            assertThat(unfinished()).as("seed " + seed).isEmpty();
        }
    }

    /** Starts it, and kills it so long after its first pull. */
    private void killAfter(int micros) throws IOException, InterruptedException {
        Process process = EndlessPuller.process(home, MODEL, 0).start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            StringBuilder said = new StringBuilder();
            String line = out.readLine();
            while (line != null && !line.equals("round")) {
                said.append(line).append('\n');
                line = out.readLine();
            }
            assertThat(line).as(said.toString()).isNotNull();
            assertThat(process.waitFor(micros, TimeUnit.MICROSECONDS)).isFalse();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
