package dev.figment.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.error.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UseTest {
    private final Problems problems = new Problems();
    private final Folder folder;

    UseTest(@TempDir Path path) {
        folder = new Folder(path);
    }

    private Node node(String text) {
        return folder.file("a.yaml", "x: " + text + "\n")
                .read("a.yaml")
                .find("x")
                .orElseThrow();
    }

    private List<String> found() {
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    @Test
    void readsAStepAndItsKeys() {
        Use step = Use.ofItem(node("{ encode: { with: y } }"), problems).orElseThrow();
        assertThat(step.name()).isEqualTo("encode");
        assertThat(step.mark()).hasToString("a.yaml:1:6");
        assertThat(((MapNode) step.config()).keys()).containsExactly("with");
        assertThat(Use.ofItem(node("{ encode: }"), problems)).map(Use::name).contains("encode");
        assertThat(Use.ofItem(node("encode"), problems)).map(Use::name).contains("encode");
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void refusesAnItemThatIsNoStep() {
        for (String text : List.of("{}", "{ encode: , with: y }", "[a]", "~")) {
            assertThat(Use.ofItem(node(text), problems)).isEmpty();
        }
        String fix = "; write '- NAME: { … }', with the keys of a step indented deeper than its name";
        assertThat(found())
                .containsExactly(
                        "a.yaml:1:4: a step is one name with its keys, not an empty map" + fix,
                        "a.yaml:1:4: a step is one name with its keys, not a map with the keys encode, with" + fix,
                        "a.yaml:1:4: a step is one name with its keys, not a list" + fix,
                        "a.yaml:1:4: a step is one name with its keys, not null" + fix);
    }

    @Test
    void readsWhatUseNames() {
        Use component =
                Use.ofKey(node("{ model: m, use: vae }"), List.of(), problems).orElseThrow();
        assertThat(component.name()).isEqualTo("vae");
        assertThat(component.mark()).hasToString("a.yaml:1:21");
        assertThat(((MapNode) component.config()).keys()).containsExactly("model");
    }

    @Test
    void refusesWhatNamesNothing() {
        assertThat(Use.ofKey(node("vae"), List.of(), problems)).isEmpty();
        assertThat(Use.ofKey(node("{ model: m }"), List.of("gan", "vae"), problems))
                .isEmpty();
        assertThat(Use.ofKey(node("{ use: [a] }"), List.of(), problems)).isEmpty();
        assertThat(found())
                .containsExactly(
                        "a.yaml:1:4: a map with the key 'use' is needed, not 'vae'; write '{ use: NAME, … }'",
                        "a.yaml:1:4: the key 'use' is missing: it says which type this is; add 'use: NAME', with one"
                                + " of: gan, vae",
                        "a.yaml:1:11: 'use' needs text, not a list");
    }

    @Test
    void expandsShorthands() {
        assertThat(RecordBinder.keys(node("out.png"), ExampleContributions.WriteGrid.class, problems))
                .map(MapNode::keys)
                .isEqualTo(Optional.of(java.util.Set.of("to")));
        assertThat(RecordBinder.keys(node("~"), ExampleContributions.WriteGrid.class, problems))
                .map(MapNode::keys)
                .isEqualTo(Optional.of(java.util.Set.of()));
        assertThat(RecordBinder.keys(node("3"), ExampleContributions.Interpolate.class, problems))
                .isEmpty();
        assertThat(found()).containsExactly("a.yaml:1:4: this needs a map, not '3'; its keys are: steps");
    }
}
