package dev.figment.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configs that extend others, and variables. */
class ConfigReaderTest {
    private final Folder folder;

    ConfigReaderTest(@TempDir Path path) {
        folder = new Folder(path);
    }

    private static ScalarNode scalar(MapNode map, String... path) {
        Node node = map;
        for (String key : path) {
            node = ((MapNode) node).find(key).orElseThrow();
        }
        return (ScalarNode) node;
    }

    @Test
    void mergesMapsDeeplyAndReplacesListsAndScalars() {
        folder.file("base/b.yaml", "name: b\nopt: { rate: 1, beta: 2 }\nsteps: [1, 2, 3]\nkept: yes\n")
                .file("a.yaml", "extends: base/b.yaml\nname: a\nopt: { beta: 3, eps: 4 }\nsteps: [9]\n");
        MapNode config = folder.read("a.yaml");
        assertThat(config.keys()).containsExactly("name", "opt", "steps", "kept");
        assertThat(scalar(config, "name").mark()).hasToString("a.yaml:2:7");
        assertThat(scalar(config, "opt", "rate").mark()).hasToString("base/b.yaml:2:14");
        assertThat(scalar(config, "opt", "beta")).satisfies(beta -> {
            assertThat(beta.text()).isEqualTo("3");
            assertThat(beta.mark().origin()).isEqualTo("a.yaml:3");
        });
        assertThat(config.list("steps", new Problems())).hasSize(1);
        assertThat(scalar(config, "kept").mark().base()).isEqualTo(folder.path.resolve("base"));
    }

    @Test
    void aLaterParentWinsOverAnEarlierOneAndTheFileOverBoth() {
        folder.file("one.yaml", "a: 1\nb: 1\nc: 1\n")
                .file("two.yaml", "b: 2\nc: 2\n")
                .file("a.yaml", "extends: [one.yaml, two.yaml]\nc: 3\n");
        MapNode config = folder.read("a.yaml");
        assertThat(scalar(config, "a").text()).isEqualTo("1");
        assertThat(scalar(config, "b").text()).isEqualTo("2");
        assertThat(scalar(config, "c").text()).isEqualTo("3");
    }

    @Test
    void readsADiamondOfManyLayersOnce() {
        folder.file("0.yaml", "a: 0\n");
        for (int i = 1; i <= 40; i++) {
            String below = (i - 1) + ".yaml";
            folder.file(i + ".yaml", "extends: [" + below + ", ./" + below + "]\n");
        }
        assertThat(scalar(folder.read("40.yaml"), "a").mark()).hasToString("0.yaml:1:4");
    }

    @Test
    void showsTheChainOfACycle() {
        folder.file("top.yaml", "extends: a.yaml\n")
                .file("a.yaml", "x: 1\nextends: b.yaml\n")
                .file("b.yaml", "extends:\n  - a.yaml\n");
        assertThat(folder.problemsOf("top.yaml"))
                .containsExactly(
                        "b.yaml:2:5: configs extend each other in a cycle: a.yaml extends b.yaml extends a.yaml;"
                                + " remove one of these 'extends'");
        assertThat(folder.file("self.yaml", "extends: self.yaml\n").problemsOf("self.yaml"))
                .containsExactly("self.yaml:1:10: configs extend each other in a cycle: self.yaml extends self.yaml;"
                        + " remove one of these 'extends'");
    }

    @Test
    void saysWhereAMissingParentIsNamedAndWhatThereIs() {
        folder.file("run/a.yaml", "x: 1\nextends: bsae.yaml\n").file("run/base.yaml", "y: 1\n");
        assertThat(folder.problemsOf("run/a.yaml"))
                .containsExactly("run/a.yaml:2:10: extends run/bsae.yaml: there is no such file; there is: a.yaml,"
                        + " base.yaml; did you mean 'base.yaml'?");
    }

    @Test
    void refusesAParentThatIsNoPath() {
        assertThat(folder.file("a.yaml", "extends: { x: 1 }\n").problemsOf("a.yaml"))
                .containsExactly("a.yaml:1:10: 'extends' needs the path of a config, not a map; write 'extends:"
                        + " other.yaml' or 'extends: [a.yaml, b.yaml]'");
        assertThat(folder.file("a.yaml", "extends: \"a\\0b\"\n").problemsOf("a.yaml"))
                .singleElement()
                .asString()
                .startsWith("a.yaml:1:10: 'extends' is no path: ");
    }

    @Test
    void reportsTheProblemsOfAllFilesTogetherSortedByPlace() {
        folder.file("a.yaml", "extends: [b.yaml, c.yaml]\nx: 1\nx: 2\ny: ${env:NONE}\n")
                .file("b.yaml", "k: 1\n".repeat(12))
                .file("c.yaml", "- no\n");
        assertThat(folder.problemsOf("a.yaml")).hasSize(14).satisfies(all -> {
            assertThat(all.get(0)).startsWith("a.yaml:3:1: ");
            assertThat(all.get(1)).startsWith("a.yaml:4:4: ");
            assertThat(all.get(2)).startsWith("b.yaml:2:1: ");
            assertThat(all.get(12)).startsWith("b.yaml:12:1: ");
            assertThat(all.get(13)).startsWith("c.yaml:1:1: ");
        });
    }

    @Test
    void replacesVariablesAndRemembersTheirNames() {
        folder.variable("HOME_DIR", "/home/x")
                .variable("SIZE", "28")
                .variable("EMPTY", "")
                .file("a.yaml", """
                        from: ${env:HOME_DIR}/digits
                        size: "${env:SIZE}"
                        list: [a, "${env:NONE:-[1]}", "${env:EMPTY:-full}"]
                        blank: ${env:EMPTY}
                        other: ${HOME_DIR} $SIZE
                        """);
        MapNode config = folder.read("a.yaml");
        assertThat(scalar(config, "from").text()).isEqualTo("/home/x/digits");
        assertThat(scalar(config, "from").mark().origin()).isEqualTo("env HOME_DIR");
        assertThat(scalar(config, "from").mark()).hasToString("a.yaml:1:7");
        assertThat(scalar(config, "size").kind()).isEqualTo(ScalarNode.Kind.WHOLE);
        assertThat(config.list("list", new Problems()).stream().map(node -> ((ScalarNode) node).text()))
                .containsExactly("a", "[1]", "full");
        assertThat(scalar(config, "blank").kind()).isEqualTo(ScalarNode.Kind.TEXT);
        assertThat(scalar(config, "other").text()).isEqualTo("${HOME_DIR} $SIZE");
    }

    @Test
    void refusesMissingAndMalformedVariables() {
        folder.file("a.yaml", "a: ${env:NONE}\nb: ${env:NO NAME}\nc: ${env:OPEN\nd: ${env:}\n");
        assertThat(folder.problemsOf("a.yaml"))
                .containsExactly(
                        "a.yaml:1:4: the environment variable NONE is not set; set it, or write ${env:NONE:-DEFAULT}",
                        "a.yaml:2:4: not a reference to an environment variable: ${env:NO NAME}; write ${env:NAME} or"
                                + " ${env:NAME:-DEFAULT}",
                        "a.yaml:3:4: not a reference to an environment variable: ${env:OPEN; write ${env:NAME} or"
                                + " ${env:NAME:-DEFAULT}",
                        "a.yaml:4:4: not a reference to an environment variable: ${env:}; write ${env:NAME} or"
                                + " ${env:NAME:-DEFAULT}");
    }

    @Test
    void whatACommandMakesIsTakenAsItIs() {
        MapNode config = ConfigReader.ofProcess()
                .parse("{\"from\": \"${env:NONE}\", \"extends\": \"x.yaml\"}", "figment train", new Problems());
        assertThat(scalar(config, "from").text()).isEqualTo("${env:NONE}");
        assertThat(scalar(config, "extends").text()).isEqualTo("x.yaml");
        assertThat(scalar(config, "from").mark()).hasToString("figment train");
    }
}
