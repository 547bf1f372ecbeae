package dev.figment.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Position;
import dev.figment.api.Seed;
import dev.figment.api.Text;
import dev.figment.api.TextGenerator;
import dev.figment.api.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * How fast texts are continued, by Figment and, in turn, by transformers.js. {@code MODEL} names the decoder's folder, {@code
 * FIGMENT_DATA} the data with the books that prompts are taken from. Arguments: the repository's root; {@code --turns=7};
 * {@code --node=DIR} for the folder with generate.js and its packages; {@code --peer=DIR} and {@code --kind=fp32} for the peer's
 * model.
 */
public final class GenerationSpeed {
    /** Samplers are Java, which the compiler knows after some thousand tokens. */
    private static final int WARM_UP = 2;

    private static final int SAMPLED = 10;
    private static final int NEW = 128;
    private static final int SHORT = 128;
    private static final int LONG = 890;
    private static final int TURN = 20;

    private final Tokenizer tokenizer;
    private final TextGenerator first;
    private final TextGenerator all;
    private final TextGenerator sampled;
    private final int[] books;
    private final @Nullable NodePeer peer;
    private final Map<String, List<Double>> found = new LinkedHashMap<>();
    private int next;

    private GenerationSpeed(Map<String, Object> parts, int[] books, @Nullable NodePeer peer) {
        this.tokenizer = (Tokenizer) requireNonNull(parts.get("tokenizer"));
        this.first = (TextGenerator) requireNonNull(parts.get("first"));
        this.all = (TextGenerator) requireNonNull(parts.get("all"));
        this.sampled = (TextGenerator) requireNonNull(parts.get("sampled"));
        this.books = books;
        this.peer = peer;
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> options = new LinkedHashMap<>();
        for (String argument : args) {
            int equals = argument.indexOf('=');
            options.put(equals < 0 ? "root" : argument.substring(2, equals), argument.substring(equals + 1));
        }
        int turns = Integer.parseInt(options.getOrDefault("turns", "7"));
        String model = requireNonNull(System.getenv("MODEL"), "MODEL names the decoder's folder");
        try (Installation installation = new Installation(Path.of(requireNonNull(options.get("root"))));
                NodePeer peer = options.containsKey("node")
                        ? new NodePeer(
                                Path.of(options.get("node")),
                                Path.of(options.getOrDefault("peer", model)),
                                options.getOrDefault("kind", "fp32"))
                        : null) {
            Map<String, Object> parts = installation.components("benchmarks/configs/generation.yaml", List.of());
            int[] books = ((Tokenizer) requireNonNull(parts.get("tokenizer"))).encode(books());
            GenerationSpeed speed = new GenerationSpeed(parts, books, peer);
            for (int i = 0; i < SAMPLED; i++) {
                read(speed.sampled, speed.prompt(1));
                read(speed.all, speed.prompt(1));
            }
            for (int turn = -WARM_UP; turn < turns; turn++) {
                if (turn == 0) {
                    speed.found.clear();
                }
                speed.turn();
            }
            speed.print();
        }
    }

    private static String books() throws IOException {
        Path data = Path.of(requireNonNull(System.getenv("FIGMENT_DATA"), "FIGMENT_DATA names the data"));
        StringBuilder books = new StringBuilder();
        try (ZipFile file = new ZipFile(data.resolve("english-books/books.zip").toFile())) {
            for (ZipEntry entry : file.stream()
                    .filter(any -> any.getName().endsWith(".txt"))
                    .limit(6)
                    .toList()) {
                books.append(new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return books.toString();
    }

    private void turn() throws Exception {
        String prompt = prompt(SHORT);
        double prefill = seconds(() -> read(first, prompt));
        String other = prompt(SHORT);
        double decode = (seconds(() -> read(all, other)) - prefill) / NEW;
        String third = prompt(SHORT);
        double chain = (seconds(() -> read(sampled, third)) - prefill) / NEW;
        note("prompt of 128, ms", prefill * 1e3);
        note("a token after 128, ms", decode * 1e3);
        note("with a chain of samplers, ms", chain * 1e3);
        note("chain to greedy", chain / decode);
        String whole = prompt(LONG);
        double unread = seconds(() -> read(first, whole));
        String another = prompt(LONG);
        double after = (seconds(() -> read(all, another)) - unread) / NEW;
        note("a token after 890, ms", after * 1e3);
        note("speed after 890 to after 128", decode / after);
        String further = whole + prompt(TURN);
        double cached = seconds(() -> read(first, further));
        String fresh = prompt(LONG + TURN);
        double anew = seconds(() -> read(first, fresh));
        note("first token of a turn, cached, ms", cached * 1e3);
        note("first token, read anew to cached", anew / cached);
        List<String> eight = Stream.generate(() -> prompt(SHORT)).limit(8).toList();
        double prefills = seconds(() -> first.generate(new Text(eight), new Position(new Seed(1), 0)));
        List<String> others = Stream.generate(() -> prompt(SHORT)).limit(8).toList();
        double together =
                (seconds(() -> all.generate(new Text(others), new Position(new Seed(1), 0))) - prefills) / NEW;
        note("tokens a second, eight prompts to one", 8 * decode / together);
        if (peer != null) {
            double theirs = peer.seconds(tokenizer.encode(prompt), 1);
            double token = (peer.seconds(tokenizer.encode(other), NEW + 1) - theirs) / NEW;
            note("peer: prompt of 128, ms", theirs * 1e3);
            note("peer: a token after 128, ms", token * 1e3);
            note("prompts a second to the peer's", theirs / prefill);
            note("tokens a second to the peer's", token / decode);
        }
    }

    private void note(String what, double value) {
        found.computeIfAbsent(what, any -> new ArrayList<>()).add(value);
    }

    private void print() {
        found.forEach((what, values) -> {
            double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
            System.out.printf(
                    Locale.ROOT,
                    "%-40s %.3f (quartiles %.3f to %.3f)%n",
                    what,
                    Pairs.quantile(all, 0.5),
                    Pairs.quantile(all, 0.25),
                    Pairs.quantile(all, 0.75));
        });
    }

    private static void read(TextGenerator generator, String prompt) {
        try (Stream<String> pieces = generator.stream(prompt, new Seed(1))) {
            pieces.forEach(piece -> {});
        }
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) * 1e-9;
    }

    /** A prompt of so many tokens, another one each time. */
    private String prompt(int tokens) {
        while (true) {
            next += tokens + 1;
            String text = tokenizer.decode(Arrays.copyOfRange(books, next, next + tokens));
            if (tokenizer.encode(text).length == tokens) {
                return text;
            }
        }
    }
}
