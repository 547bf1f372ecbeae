package dev.figment.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Device;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.config.InputPath;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordBinderProblemsTest {
    private final Folder folder;

    RecordBinderProblemsTest(@TempDir Path path) {
        folder = new Folder(path);
    }

    private <R extends Record> List<String> refused(String text, Class<R> type) {
        Problems problems = new Problems();
        R record = RecordBinder.bind(folder.file("a.yaml", text).read("a.yaml"), type, problems);
        assertThat(record).isNull();
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    private enum Curve {
        LINEAR,
        SPHERICAL
    }

    private record Read(
            @Description("a folder of images") InputPath from,
            @Default("28") int size,
            @Default("linear") Curve curve) {}

    @Test
    void unknownKey() {
        assertThat(refused("from: x\nsise: 3\n", Read.class))
                .containsExactly("a.yaml:2:1: unknown key 'sise'; there is: curve, from, size; did you mean 'size'?");
        assertThat(refused("{ x: 1 }", Nothing.class))
                .containsExactly("a.yaml:1:3: unknown key 'x'; remove it: there are no keys here");
    }

    private record Nothing() {}

    @Test
    void missingKey() {
        assertThat(refused("size: 3\n", Read.class))
                .containsExactly("a.yaml:1:1: the key 'from' is missing: a folder of images; add 'from: …'");
        assertThat(refused("inner:\n  from: ~\n", Outer.class))
                .containsExactly("a.yaml:2:3: the key 'from' is missing: a folder of images; add 'from: …'");
    }

    private record Outer(Read inner) {}

    private record Span(int from, int to) {}

    private record Types(
            @Default("1") int count,
            @Default("1") long big,
            @Default("1") float rate,
            @Default("true") boolean on,
            @Default("x") String text,
            @Default("[]") List<Integer> list,
            @Default("{}") Map<String, Integer> map,
            @Nullable Span nested,
            @Nullable Device device,
            @Nullable ComponentRef with) {}

    @Test
    void wrongTypes() {
        assertThat(refused("""
                        count: abc
                        big: 1.5
                        rate: fast
                        on: yes
                        text: [a]
                        list: { a: 1 }
                        map: [1]
                        nested: 3
                        device: gpu
                        with: ""
                        """, Types.class))
                .containsExactly(
                        "a.yaml:1:8: 'count' needs a whole number, not 'abc'",
                        "a.yaml:2:6: 'big' needs a whole number, not '1.5'",
                        "a.yaml:3:7: 'rate' needs a number, not 'fast'",
                        "a.yaml:4:5: 'on' needs true or false, not 'yes'",
                        "a.yaml:5:7: 'text' needs text, not a list",
                        "a.yaml:6:7: 'list' needs a list, not a map",
                        "a.yaml:7:6: 'map' needs a map, not a list",
                        "a.yaml:8:9: 'nested' needs a map, not '3'; its keys are: from, to",
                        "a.yaml:9:9: 'device': unknown device 'gpu': use auto, cpu, cuda or cuda:N",
                        "a.yaml:10:7: 'with' needs the name of a component, not ''");
    }

    @Test
    void wrongTypesDeepInside() {
        assertThat(refused("{ list: [1, x, ~, '4'], map: { a: 1, b: [] } }", Types.class))
                .containsExactly(
                        "a.yaml:1:13: 'list[1]' needs a whole number, not 'x'",
                        "a.yaml:1:16: 'list[2]' needs a whole number, not null",
                        "a.yaml:1:19: 'list[3]' needs a whole number, not '4'; remove the quotes",
                        "a.yaml:1:41: 'map.b' needs a whole number, not a list");
    }

    @Test
    void outOfRange() {
        assertThat(refused("{ count: 3000000000, big: 99999999999999999999, rate: 1e39 }", Types.class))
                .containsExactly(
                        "a.yaml:1:10: 'count' needs a whole number from -2147483648 to 2147483647, not '3000000000'",
                        "a.yaml:1:27: 'big' needs a whole number from -9223372036854775808 to 9223372036854775807, not"
                                + " '99999999999999999999'",
                        "a.yaml:1:55: 'rate' needs a number from -3.4028234663852886E38 to 3.4028234663852886E38, not"
                                + " '1e39'");
        assertThat(refused("count: " + "9".repeat(1_000_000), Types.class))
                .singleElement()
                .asString()
                .endsWith("not '" + "9".repeat(60) + "…'");
        assertThat(refused("{ rate: .inf }", Types.class))
                .containsExactly("a.yaml:1:9: 'rate' needs a number, not '.inf'");
        assertThat(refused("{ rate: .nan }", Types.class))
                .containsExactly("a.yaml:1:9: 'rate' needs a number, not '.nan'");
    }

    @Test
    void unknownChoice() {
        assertThat(refused("{ from: x, curve: sphericl }", Read.class))
                .containsExactly("a.yaml:1:19: 'curve' cannot be 'sphericl'; there is: linear, spherical; did you mean"
                        + " 'spherical'?");
    }

    private record Checked(
            @Default("1") int size,
            @Default("1") int sizeLimit,
            @Default("1") int other) {
        Checked {
            if (size < 1) {
                throw new IllegalArgumentException("size must be at least 1, not " + size);
            }
            if (sizeLimit < 1) {
                throw new IllegalArgumentException("size-limit must be at least 1, not " + sizeLimit);
            }
            if (size > sizeLimit) {
                throw new IllegalArgumentException("the limit is below the size");
            }
            if (other < 1) {
                throw new IllegalStateException("unlucky");
            }
        }
    }

    @Test
    void refusalByTheRecordItself() {
        assertThat(refused("{ size-limit: 2, size: 0 }", Checked.class))
                .containsExactly("a.yaml:1:24: size must be at least 1, not 0");
        assertThat(refused("{ size-limit: 0, size: 1 }", Checked.class))
                .containsExactly("a.yaml:1:15: size-limit must be at least 1, not 0");
        assertThat(refused("\n{ size-limit: 1, size: 2 }", Checked.class))
                .containsExactly("a.yaml:2:1: the limit is below the size");
        assertThat(refused("{ other: 0 }", Checked.class))
                .containsExactly(
                        "a.yaml:1:1: Checked cannot take these values: java.lang.IllegalStateException: unlucky");
    }

    @Test
    void everythingInOnePass() {
        assertThat(refused("sise: 1\ncurve: x\nsize: y\n", Read.class)).hasSize(4);
    }

    @Test
    void nothingMoreAboutWhatHasBeenReported() {
        Problems problems = new Problems();
        MapNode config = folder.file("a.yaml", "from: x\nsize: ${env:NONE}\n").read(problems, "a.yaml");
        assertThat(RecordBinder.bind(config, Read.class, problems)).isNull();
        assertThat(problems.sorted()).hasSize(1);
    }

    @Test
    void aListWhereAMapIsNeeded() {
        MapNode config = folder.file("a.yaml", "read: [x]\n").read("a.yaml");
        Problems problems = new Problems();
        RecordBinder.bind(config.find("read").orElseThrow(), Read.class, problems);
        assertThat(problems.sorted())
                .singleElement()
                .hasToString("a.yaml:1:7: this needs a map, not a list; its keys are: from, size, curve");
    }

    private record Unusable(Path path) {}

    private record NullablePrimitive(@Nullable int count) {}

    @Test
    void recordsThatNoConfigCanFill() {
        assertThat(refused("path: x", Unusable.class))
                .singleElement()
                .asString()
                .contains("component 'path': no config key can give a java.nio.file.Path; report this");
        assertThat(refused("count: 1", NullablePrimitive.class))
                .singleElement()
                .asString()
                .contains("component 'count': a primitive cannot be @Nullable");
    }

    @Test
    void lookUpsOfTheWrongType() {
        MapNode config = folder.file("a.yaml", "a: [1]\nb: x\nc:\n").read("a.yaml");
        Problems problems = new Problems();
        assertThat(config.text("a", problems)).isEmpty();
        assertThat(config.list("b", problems)).isEmpty();
        assertThat(config.map("b", problems).entries()).isEmpty();
        assertThat(config.map("c", problems).mark()).hasToString("a.yaml:3:1");
        assertThat(problems.sorted().stream().map(Problem::toString))
                .containsExactly(
                        "a.yaml:1:4: 'a' needs text, not a list",
                        "a.yaml:2:4: 'b' needs a list, not 'x'",
                        "a.yaml:2:4: 'b' needs a map, not 'x'");
    }

    @Test
    void problemsAreThrownTogether() {
        Problems problems = new Problems();
        problems.throwIfAny();
        problems.add(Problem.of("x", "b.yaml:10:1", "second"));
        problems.add(Problem.of("x", "b.yaml:9:1", "first"));
        problems.add(Problem.of("x", "b.yaml:9:1", "first"));
        org.assertj.core.api.Assertions.assertThatThrownBy(problems::throwIfAny)
                .isInstanceOf(FigmentException.class)
                .hasMessage("b.yaml:9:1: first\nb.yaml:10:1: second");
    }
}
