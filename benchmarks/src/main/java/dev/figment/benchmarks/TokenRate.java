package dev.figment.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Tokenizer;
import dev.figment.core.data.LocalDatasets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tools.jackson.databind.json.JsonMapper;

/**
 * Megabytes a second that tokenizers encode on one thread, of the 20 MB of {@code english-books}, and paragraphs with their ids
 * for {@code tokens.js}. {@code FIGMENT_DATA} names the data. Arguments: the repository's root, a folder with a tokenizer.json
 * that Figment has learned, and the file to write the paragraphs to.
 */
public final class TokenRate {
    private static final int ROUNDS = 7;
    private static final int PARAGRAPHS = 3_000;

    private TokenRate() {}

    public static void main(String[] args) throws Exception {
        Path data = Path.of(requireNonNull(System.getenv("FIGMENT_DATA"), "FIGMENT_DATA names the data"));
        String books = books(data.resolve("english-books/books.zip"));
        double megabytes = books.getBytes(StandardCharsets.UTF_8).length / 1e6;
        try (Installation installation = new Installation(Path.of(args[0]))) {
            Map<String, Tokenizer> tokenizers = new LinkedHashMap<>();
            Path files = data.resolve("tokenizers");
            tokenizers.put("learned", tokenizer(installation, Map.of("use", "tokenizer-json", "model", args[1])));
            tokenizers.put(
                    "gpt-neox",
                    tokenizer(
                            installation,
                            Map.of(
                                    "use",
                                    "tokenizer-json",
                                    "model",
                                    files.resolve("gpt-neox").toString())));
            tokenizers.put("gpt2", bpe(installation, files.resolve("gpt2"), "encoder.json", "vocab.bpe", "gpt2"));
            tokenizers.put("falcon", bpe(installation, files.resolve("falcon"), "vocab.json", "merges.txt", "falcon"));
            Map<String, List<Double>> rates = new LinkedHashMap<>();
            for (int round = 0; round < ROUNDS; round++) {
                tokenizers.forEach((name, tokenizer) -> {
                    long start = System.nanoTime();
                    tokenizer.encode(books);
                    rates.computeIfAbsent(name, any -> new ArrayList<>())
                            .add(megabytes / ((System.nanoTime() - start) / 1e9));
                });
            }
            rates.forEach((name, all) -> {
                double[] sorted =
                        all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
                System.out.printf(
                        "%s: %.1f MB/s (%.1f to %.1f)%n", name, sorted[ROUNDS / 2], sorted[0], sorted[ROUNDS - 1]);
            });
            write(requireNonNull(tokenizers.get("learned")), books, Path.of(args[2]));
        }
    }

    private static String books(Path zip) throws IOException {
        StringBuilder books = new StringBuilder();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry :
                    file.stream().filter(any -> any.getName().endsWith(".txt")).toList()) {
                books.append(new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return books.toString();
    }

    private static Tokenizer bpe(
            Installation installation, Path folder, String vocabulary, String merges, String words) {
        return tokenizer(
                installation,
                Map.of(
                        "use",
                        "bpe",
                        "vocabulary",
                        folder.resolve(vocabulary).toString(),
                        "merges",
                        folder.resolve(merges).toString(),
                        "words",
                        words));
    }

    private static Tokenizer tokenizer(Installation installation, Map<String, String> keys) {
        return (Tokenizer) installation.component(keys, new LocalDatasets(List.of(), Path.of("cache"), true));
    }

    private static void write(Tokenizer tokenizer, String books, Path to) throws IOException {
        List<Map<String, Object>> cases = new ArrayList<>();
        String[] paragraphs = books.split("(?<=\n\n)");
        int stride = Math.max(1, paragraphs.length / PARAGRAPHS);
        for (int i = 0; i < paragraphs.length; i += stride) {
            cases.add(Map.of(
                    "text",
                    paragraphs[i],
                    "ids",
                    Arrays.stream(tokenizer.encode(paragraphs[i])).boxed().toList()));
        }
        Files.createDirectories(to.toAbsolutePath().getParent());
        Files.write(to, JsonMapper.shared().writeValueAsBytes(cases));
    }
}
