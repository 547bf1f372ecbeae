package dev.figment.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainTest {
    private final Folder folder;

    ExplainTest(@TempDir Path path) {
        folder = new Folder(path);
    }

    /** Text and kinds without places. */
    private static Object content(Node node) {
        if (node instanceof MapNode map) {
            return map.entries().entrySet().stream()
                    .map(entry ->
                            Map.entry(entry.getKey(), content(entry.getValue().value())))
                    .toList();
        }
        if (node instanceof ListNode list) {
            return list.items().stream().map(ExplainTest::content).collect(Collectors.toList());
        }
        ScalarNode scalar = (ScalarNode) node;
        return scalar.isNull() ? "null" : scalar.kind() + " " + scalar.text();
    }

    private void readsBack(String text) {
        MapNode config = folder.file("a.yaml", text).read("a.yaml");
        String explained = Explain.text(config);
        assertThat(content(folder.file("b.yaml", explained).read("b.yaml")))
                .as(explained)
                .isEqualTo(content(config));
    }

    @Test
    void saysOfEachValueWhereItCameFrom() {
        folder.variable("SIZE", "32")
                .file("configs/morph.yaml", ExampleContributions.MORPH)
                .file("a.yaml", "extends: configs/morph.yaml\nseed: 8\ncomponents: { g: { use: gan, layers: [3] } }\n");
        MapNode config = folder.read("a.yaml", "steps.0.read-images.size=${env:SIZE}", "steps.interpolate.steps=5");
        assertThat(Explain.text(config, ExampleContributions.RUN)).isEqualTo("""
                        name: digits-morph              # configs/morph.yaml:1
                        seed: 8                         # a.yaml:2
                        device: auto                    # configs/morph.yaml:3
                        components:
                          digits:
                            use: vae                    # configs/morph.yaml:5
                            model: zoo:digits-vae       # configs/morph.yaml:5
                          g:
                            use: gan                    # a.yaml:3
                            layers:
                              - width: 3                # a.yaml:3
                                norm: none              # default
                            sizes: [1, 2]               # default
                            weights: {}                 # default
                            spectral: true              # default
                        steps:
                          - read-images:
                              from: ../samples/digits   # configs/morph.yaml:7
                              size: 32                  # env SIZE
                          - encode:
                              with: digits              # configs/morph.yaml:8
                          - interpolate:
                              steps: 5                  # --set
                          - decode:
                              with: digits              # configs/morph.yaml:10
                          - write-grid:
                              to: out/digits-morph.png  # configs/morph.yaml:11
                              columns: 0                # default
                        batch-size: 64                  # default
                        """);
    }

    @Test
    void readsBackAsTheSameTree() {
        readsBack(ExampleContributions.MORPH);
        readsBack("""
                a: [1, [2, 3], [], {}, {x: 1, y: [z]}]
                b: {}
                c: []
                d:
                e: "two\\nlines \\"quoted\\" back\\\\slash \\t \\u0085 \\u2028 \\U0001F600"
                f: ['28', "true", '', 'null', ' x ', '# no', 'a: b', 'a #b', '- x', '...', '---', '{', '*x', '!t', '%']
                "key: odd": x
                '28': y
                g: 'C:\\x'
                h: |
                  block

                  text
                i: [0x1F, 1e-3, .5, .inf, -0, 1., 08, yes, on, ~]
                j: ünïcödé 日本
                k: a:b c-d e.f/g@h
                "": empty
                """);
    }

    @Test
    void breaksLongListsAndListsOfSeveralOrigins() {
        folder.file("a.yaml", "a: [1, 2]\nb: [" + "wordy, ".repeat(12) + "end]\nc: [x, \"${env:NONE:-y}\"]\n");
        List<String> lines = Explain.text(folder.read("a.yaml")).lines().toList();
        assertThat(lines.get(0)).matches("a: \\[1, 2] +# a.yaml:1");
        assertThat(lines.get(2)).matches("  - wordy +# a.yaml:2");
        assertThat(lines.get(16)).matches("  - x +# a.yaml:3");
        assertThat(lines.get(17)).matches("  - y +# env NONE");
    }

    @Test
    void leavesUnknownContributionsAsTheyAre() {
        MapNode config = folder.file(
                        "a.yaml",
                        "components: { x: { use: none, a: 1 }, y: 3 }\nsteps: [ { nosuch: { b: 2 } }, { p: 1, q: 2 } ]\n")
                .read("a.yaml");
        assertThat(Explain.text(config, ExampleContributions.RUN))
                .contains("use: none", "a: 1", "y: 3", "nosuch:", "b: 2", "q: 2");
    }
}
