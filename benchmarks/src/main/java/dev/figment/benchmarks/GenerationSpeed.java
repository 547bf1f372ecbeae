package dev.figment.benchmarks;

import dev.figment.api.Seed;
import dev.figment.api.Text;
import dev.figment.api.TextGenerator;
import dev.figment.api.Position;
import dev.figment.api.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipFile;

/** Figment alone. */
public final class GenerationSpeed {
    public static void main(String[] args) throws Exception {
        Path root = Path.of(args[0]);
        int turns = 7;
        try (Installation installation = new Installation(root)) {
            Map<String, Object> parts = installation.components(
                    "benchmarks/configs/generation.yaml", List.of());
            Tokenizer tokenizer = (Tokenizer) parts.get("tokenizer");
            TextGenerator first = (TextGenerator) parts.get("first");
            TextGenerator all = (TextGenerator) parts.get("all");
            TextGenerator sampled = (TextGenerator) parts.get("sampled");
            String books;
            try (ZipFile file = new ZipFile(System.getenv("FIGMENT_DATA") + "/english-books/books.zip")) {
                StringBuilder b = new StringBuilder();
                for (var e : file.stream().filter(x -> x.getName().endsWith(".txt")).limit(3).toList()) {
                    b.append(new String(file.getInputStream(e).readAllBytes(), StandardCharsets.UTF_8));
                }
                books = b.toString();
            }
            int[] ids = tokenizer.encode(books);
            List<double[]> rows = new ArrayList<>();
            for (int t = -2; t < turns; t++) {
                double[] row = new double[6];
                String a = prompt(tokenizer, ids, 1000 * (t + 3), 128);
                String b = prompt(tokenizer, ids, 1000 * (t + 3) + 200, 128);
                String c = prompt(tokenizer, ids, 1000 * (t + 3) + 400, 890);
                row[0] = time(() -> run(first, a));
                row[1] = (time(() -> run(all, b)) - row[0]) / 128;
                row[2] = (time(() -> run(sampled, b)) - row[0]) / 128;
                double pre = time(() -> run(first, c));
                row[3] = pre;
                row[4] = (time(() -> run(all, c)) - pre) / 128;
                List<String> eight = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    eight.add(prompt(tokenizer, ids, 20000 + 2000 * (t + 3) + 200 * i, 128));
                }
                double pre8 = time(() -> first.generate(new Text(eight), new Position(new Seed(1), 0)));
                row[5] = (time(() -> all.generate(new Text(eight), new Position(new Seed(1), 0))) - pre8) / 128;
                if (t >= 0) {
                    rows.add(row);
                }
            }
            for (int i = 0; i < 6; i++) {
                int k = i;
                double[] v = rows.stream().mapToDouble(r -> r[k]).sorted().toArray();
                System.out.printf(Locale.ROOT, "%d: %.2f ms (%.2f to %.2f)%n", i, v[turns / 2] * 1e3, v[0] * 1e3, v[turns - 1] * 1e3);
            }
        }
    }

    static void run(TextGenerator g, String p) {
        try (var s = g.stream(p, new Seed(1))) {
            s.forEach(x -> {});
        }
    }

    static double time(Runnable r) {
        long start = System.nanoTime();
        r.run();
        return (System.nanoTime() - start) * 1e-9;
    }

    static String prompt(Tokenizer tokenizer, int[] ids, int from, int count) {
        for (int i = from;; i++) {
            String text = tokenizer.decode(Arrays.copyOfRange(ids, i, i + count));
            if (tokenizer.encode(text).length == count) {
                return text;
            }
        }
    }
}
