package dev.figment.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.config.Alternative;
import dev.figment.api.config.Default;
import dev.figment.api.error.Problem;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys whose {@code use} says which record they are read into. */
class AlternativeBinderTest {
    private final Folder folder;
    private final Problems problems = new Problems();

    AlternativeBinderTest(@TempDir Path path) {
        folder = new Folder(path);
    }

    @Default("plain")
    private sealed interface Rule permits Plain, Heavy {}

    @Alternative("plain")
    private record Plain(@Default("0.1") double rate) implements Rule {}

    @Alternative("heavy")
    private record Heavy(@Default("0.1") double rate, double mass) implements Rule {
        Heavy {
            if (mass < 0) {
                throw new IllegalArgumentException("mass must not be negative");
            }
        }
    }

    private sealed interface Shape permits Square, Dot {}

    @Alternative("square")
    private record Square(int side) implements Shape {}

    @Alternative("dot")
    private record Dot() implements Shape {}

    private record Config(
            @Default("{}") Rule rule,
            @Default("[]") List<Shape> shapes,
            @Nullable Shape last) {}

    private @Nullable Config bind(String text) {
        return RecordBinder.bind(folder.file("a.yaml", text).read("a.yaml"), Config.class, Set.of(), problems);
    }

    private String refused(String text) {
        assertThat(bind(text)).isNull();
        assertThat(problems.sorted()).hasSize(1);
        return problems.sorted().get(0).toString();
    }

    private static Config with(Rule rule, Shape... shapes) {
        return new Config(rule, List.of(shapes), null);
    }

    @Test
    void useSaysWhichRecordTheKeysAreReadInto() {
        assertThat(bind("{ rule: { use: heavy, mass: 2 } }")).isEqualTo(with(new Heavy(0.1, 2)));
        assertThat(bind("{ rule: { use: plain, rate: 3 } }")).isEqualTo(with(new Plain(3)));
        assertThat(bind("{ shapes: [ { use: square, side: 3 }, dot ], last: { use: dot } }"))
                .isEqualTo(new Config(new Plain(0.1), List.of(new Square(3), new Dot()), new Dot()));
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void theDefaultIsMeantWhereUseIsLeftOut() {
        assertThat(bind("{}")).isEqualTo(with(new Plain(0.1)));
        assertThat(bind("{ rule: }")).isEqualTo(with(new Plain(0.1)));
        assertThat(bind("{ rule: { rate: 5 } }")).isEqualTo(with(new Plain(5)));
        assertThat(bind("{ rule: { use: , rate: 5 } }")).isEqualTo(with(new Plain(5)));
    }

    @Test
    void aKeyThatOnlyAnotherAlternativeHasIsRefusedWithItsOwner() {
        assertThat(refused("{ rule: { use: plain, mass: 2 } }"))
                .isEqualTo("a.yaml:1:23: 'plain' has no key 'mass'; remove it, or use one that has it: heavy");
    }

    @Test
    void aKeyThatNoneHasIsUnknown() {
        assertThat(refused("{ rule: { use: plain, rats: 2 } }"))
                .isEqualTo("a.yaml:1:23: unknown key 'rats'; there is: rate, use; did you mean 'rate'?");
    }

    @Test
    void anUnknownNameIsRefusedWithTheNearest() {
        assertThat(refused("{ rule: { use: havy, mass: 2 } }"))
                .isEqualTo("a.yaml:1:16: 'rule' cannot use 'havy'; there is: heavy, plain; did you mean 'heavy'?");
    }

    @Test
    void useIsMissingWhereThereIsNoDefault() {
        assertThat(refused("{ last: { side: 3 } }"))
                .isEqualTo(
                        "a.yaml:1:9: 'last' does not say which one is meant; add 'use: NAME', with one of: square, dot");
    }

    @Test
    void aListIsRefused() {
        assertThat(refused("{ rule: [ plain ] }"))
                .isEqualTo("a.yaml:1:9: 'rule' needs a map whose 'use' is one of plain, heavy, not a list");
    }

    @Test
    void whatTheRecordRefusesIsRefusedAtItsKey() {
        assertThat(refused("{ rule: { use: heavy, mass: -2 } }")).isEqualTo("a.yaml:1:29: mass must not be negative");
        problems.sorted().forEach(problem -> assertThat(problem.code()).isEqualTo("bad-value"));
    }

    @Test
    void explainShowsTheNameFirstAndTheDefaults() {
        MapNode filled = new Defaults(problems)
                .filled(
                        folder.file("b.yaml", "{ rule: heavy, last: { use: dot } }")
                                .read("b.yaml"),
                        new ConfigShape(Config.class, EnumSet.noneOf(ConfigShape.Section.class), List.of()));
        MapNode rule = (MapNode) filled.find("rule").orElseThrow();
        assertThat(rule.keys()).containsExactly("use", "rate");
        MapNode bare = new Defaults(problems)
                .filled(
                        folder.file("c.yaml", "{ rule: { rate: 4 } }").read("c.yaml"),
                        new ConfigShape(Config.class, EnumSet.noneOf(ConfigShape.Section.class), List.of()));
        assertThat(((MapNode) bare.find("rule").orElseThrow()).keys()).containsExactly("use", "rate");
    }

    private sealed interface Unnamed permits Nameless {}

    private record Nameless() implements Unnamed {}

    private record Broken(@Nullable Unnamed value) {}

    @Test
    void aRecordWithoutANameIsItsAuthorsFault() {
        assertThat(RecordBinder.bind(MapNode.empty(Mark.NOWHERE), Broken.class, Set.of(), problems))
                .isNull();
        assertThat(problems.sorted())
                .extracting(Problem::code, Problem::message)
                .singleElement()
                .satisfies(problem -> assertThat(problem.toList().toString())
                        .contains("bad-config-record", "Nameless", "@Alternative"));
    }
}
