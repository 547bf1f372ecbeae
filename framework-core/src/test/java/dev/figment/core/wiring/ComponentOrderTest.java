package dev.figment.core.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComponentOrderTest {
    private static final String STEPS = "steps: [ { read-grey: 1 }, { encode: a }, { write-numbers: a.csv } ]\n";

    private final Configs configs;

    ComponentOrderTest(@TempDir Path folder) {
        configs = Configs.in(folder, new ExampleParts());
    }

    @Test
    void putsEachComponentAfterThoseThatItRefersTo() {
        assertThat(configs.plan("""
                name: a
                components:
                  a: { use: around, inner: b }
                  b: { use: around, inner: c }
                  c: { use: halver }
                """ + STEPS)).isNotNull();
    }

    @Test
    void showsACircleOnceFromWhereItBegins() {
        assertThat(configs.problemsOf("""
                name: a
                components:
                  a: { use: around, inner: b }
                  b: { use: around, inner: c }
                  c: { use: around, inner: b }
                """ + STEPS))
                .containsExactly("a.yaml:4:3: components refer to each other in a circle: b → c → b; let one of them do"
                        + " without the other");
    }

    @Test
    void showsAComponentThatRefersToItself() {
        assertThat(configs.problemsOf("name: a\ncomponents: { a: { use: around, inner: a } }\n" + STEPS))
                .containsExactly("a.yaml:2:15: components refer to each other in a circle: a → a; let one of them do"
                        + " without the other");
    }

    @Test
    void takesAChainOfAnyLength() {
        StringBuilder text = new StringBuilder("name: a\ncomponents:\n  a: { use: around, inner: c0 }\n");
        int length = 300;
        for (int i = 0; i < length; i++) {
            text.append("  c")
                    .append(i)
                    .append(": { use: around, inner: c")
                    .append(i + 1)
                    .append(" }\n");
        }
        text.append("  c").append(length).append(": { use: halver }\n").append(STEPS);
        assertThat(configs.plan(text.toString())).isNotNull();
    }
}
