package dev.figment.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Device;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.DataRef;
import dev.figment.api.config.Default;
import dev.figment.api.config.InputPath;
import dev.figment.api.config.ModelRef;
import dev.figment.api.config.OutputPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the binder takes; {@link RecordBinderProblemsTest} has what it refuses. */
class RecordBinderTest {
    private final Folder folder;

    RecordBinderTest(@TempDir Path path) {
        folder = new Folder(path);
    }

    private <R extends Record> R bind(String text, Class<R> type, String... ignoring) {
        Problems problems = new Problems();
        R record =
                RecordBinder.bind(folder.file("in/a.yaml", text).read("in/a.yaml"), type, Set.of(ignoring), problems);
        problems.throwIfAny();
        return record;
    }

    private enum Curve {
        LINEAR,
        TOP_K
    }

    private record Scalars(String text, int count, long big, float rate, double exact, boolean on, Curve curveKind) {}

    @Test
    void readsScalars() {
        assertThat(bind(
                        "{ text: 007, count: -3, big: 0x7fffffffffffffff, rate: 1e-3, exact: 5, on: True, curve-kind: top-k }",
                        Scalars.class))
                .isEqualTo(new Scalars("007", -3, Long.MAX_VALUE, 1e-3f, 5, true, Curve.TOP_K));
    }

    private record Layer(int width, @Default("relu") String activation) {}

    private record Network(List<Integer> sizes, Map<String, Double> weights, Layer first, List<Layer> layers) {}

    @Test
    void readsListsMapsAndRecordsInAnyNesting() {
        assertThat(bind("""
                        sizes: [512, 256]
                        weights: { b: 1, a: .5 }
                        first: { width: 1, activation: gelu }
                        layers:
                          - width: 3
                          - { width: 4 }
                          - 5
                        """, Network.class))
                .isEqualTo(new Network(
                        List.of(512, 256),
                        Map.of("a", 0.5, "b", 1.0),
                        new Layer(1, "gelu"),
                        List.of(new Layer(3, "relu"), new Layer(4, "relu"), new Layer(5, "relu"))))
                .satisfies(network -> assertThat(network.weights().keySet()).containsExactly("b", "a"));
    }

    private record Defaults(
            @Default("[512, 256]") List<Integer> hidden,
            @Default("0.001") double rate,
            @Default("") String text,
            @Default("top-k") Curve curve,
            @Default("auto") Device device,
            @Default("{ width: 7 }") Layer layer,
            @Nullable Integer count,
            @Nullable String name,
            @Nullable Layer last) {}

    @Test
    void fillsInDefaultsAndNulls() {
        Defaults expected = new Defaults(
                List.of(512, 256), 0.001, "", Curve.TOP_K, Device.AUTO, new Layer(7, "relu"), null, null, null);
        assertThat(bind("{}", Defaults.class)).isEqualTo(expected);
        assertThat(bind("{ hidden: , rate: ~, count: null, last: }", Defaults.class))
                .isEqualTo(expected);
        assertThat(bind("{ hidden: [], count: 3, name: x }", Defaults.class)).satisfies(given -> {
            assertThat(given.hidden()).isEmpty();
            assertThat(given.count()).isEqualTo(3);
            assertThat(given.name()).isEqualTo("x");
        });
    }

    @Test
    void takesNullForAMapWithoutKeys() {
        Problems problems = new Problems();
        MapNode config = folder.file("a.yaml", "decode:\n").read("a.yaml");
        assertThat(RecordBinder.bind(config.find("decode").orElseThrow(), Defaults.class, problems))
                .isNotNull();
        assertThat(problems.isEmpty()).isTrue();
    }

    private record Write(OutputPath to, @Default("8") int columns) {}

    private record Join(List<String> parts) {}

    @Test
    void takesAValueForTheOnlyRequiredKey() {
        MapNode config =
                folder.file("a.yaml", "write: out/x.png\njoin: [a, b]\n").read("a.yaml");
        Problems problems = new Problems();
        assertThat(RecordBinder.bind(config.find("write").orElseThrow(), Write.class, problems))
                .isEqualTo(new Write(new OutputPath(Path.of("out/x.png")), 8));
        assertThat(RecordBinder.bind(config.find("join").orElseThrow(), Join.class, problems))
                .isEqualTo(new Join(List.of("a", "b")));
        assertThat(problems.isEmpty()).isTrue();
    }

    private record References(
            ComponentRef with, InputPath from, OutputPath to, DataRef data, ModelRef model, Device device) {}

    @Test
    void readsReferencesRelativeToTheFile() {
        Path in = folder.path.resolve("in");
        assertThat(bind(
                        "{ with: digits, from: ../x, to: out/y.png, data: data:mnist/test, model: zoo:v, device: cuda:1 }",
                        References.class))
                .isEqualTo(new References(
                        new ComponentRef("digits"),
                        new InputPath(folder.path.resolve("x")),
                        new OutputPath(Path.of("out/y.png")),
                        new DataRef("data:mnist/test", in),
                        new ModelRef("zoo:v", in),
                        new Device(Device.Kind.CUDA, 1)));
    }

    private record Tree(String name, @Default("[]") List<Tree> branches) {}

    @Test
    void readsARecordThatHoldsItself() {
        assertThat(bind("{ name: a, branches: [{ name: b, branches: [c] }] }", Tree.class))
                .isEqualTo(new Tree("a", List.of(new Tree("b", List.of(new Tree("c", List.of()))))));
    }

    @Test
    void leavesKeysToTheCaller() {
        assertThat(bind("{ use: vae, width: 3 }", Layer.class, "use", "more")).isEqualTo(new Layer(3, "relu"));
    }

    private record Names(
            @Default("1") int batchSize,
            @Default("1") int top2Count,
            @Default("1") int sha256) {}

    @Test
    void writesKeysInKebabCase() {
        assertThat(bind("{ batch-size: 2, top2-count: 3, sha256: 4 }", Names.class))
                .isEqualTo(new Names(2, 3, 4));
    }
}
