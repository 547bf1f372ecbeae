package dev.figment.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Seed;
import dev.figment.api.TextGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Resident memory while texts are generated one after the other, half of them cut off. {@code MODEL} names the decoder's folder.
 * Arguments: the repository's root, and how many texts (10,000 without it). Linux only.
 */
public final class GenerationMemory {
    private GenerationMemory() {}

    public static void main(String[] args) throws Exception {
        int texts = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
        try (Installation installation = new Installation(Path.of(args[0]))) {
            TextGenerator generator = (TextGenerator) requireNonNull(installation
                    .components("benchmarks/configs/generation.yaml", List.of("components.all.max-tokens=8"))
                    .get("all"));
            for (int i = 0; i <= texts; i++) {
                if (i % (texts / 10) == 0) {
                    System.out.printf("%,d texts: %s%n", i, resident());
                }
                try (Stream<String> pieces = generator.stream("Text " + i, new Seed(i))) {
                    pieces.limit(i % 2 == 0 ? 2 : Long.MAX_VALUE).forEach(piece -> {});
                }
            }
        }
    }

    private static String resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .findFirst()
                .orElseThrow();
    }
}
