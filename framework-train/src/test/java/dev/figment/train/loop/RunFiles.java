package dev.figment.train.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.train.tensorboard.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares the folders of two runs. */
final class RunFiles {
    private RunFiles() {}

    /**
     * Every file's name, size and hash of its content. The report, which says how long all took, is left out; so are the
     * times of the events for TensorBoard, and in which of several files they are.
     */
    static Map<String, String> of(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            Map<String, String> content = new TreeMap<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.endsWith("report.html")) {
                    continue;
                }
                if (file.getFileName().toString().startsWith("events.out.tfevents.")) {
                    Path split = file.getParent();
                    content.put(folder.relativize(split).toString(), events(split));
                    continue;
                }
                byte[] bytes = Files.readAllBytes(file);
                content.put(folder.relativize(file).toString(), bytes.length + " bytes, " + Arrays.hashCode(bytes));
            }
            return content;
        }
    }

    private static String events(Path folder) throws IOException {
        return Records.of(folder).stream()
                .filter(event -> event.has(5))
                .map(event -> event.whole(2) + ": " + Arrays.hashCode(event.bytes(5)))
                .collect(Collectors.joining(", "));
    }

    /** All but older checkpoints: a stop leaves one more at its own step, which the next ones outlive. */
    static void assertSameButOlderCheckpoints(Path actual, Path expected) throws IOException {
        assertThat(newest(of(actual))).isEqualTo(newest(of(expected))).containsKey("best.safetensors");
    }

    private static Map<String, String> newest(Map<String, String> files) {
        Map<String, String> newest = new TreeMap<>(files);
        files.keySet().stream()
                .filter(name -> name.startsWith("checkpoint"))
                .sorted((a, b) -> b.compareTo(a))
                .skip(1)
                .forEach(newest::remove);
        return newest;
    }
}
