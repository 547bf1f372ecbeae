package dev.figment.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlFileTest {
    private final Folder folder;

    YamlFileTest(@TempDir Path path) {
        folder = new Folder(path);
    }

    private List<String> problems(String text) {
        return folder.file("a.yaml", text).problemsOf("a.yaml");
    }

    @Test
    void keepsTheOrderOfKeysAndKnowsTheirPlaces() {
        MapNode map = folder.file("sub/a.yaml", "# a comment\nb: 1\na:\n  - x\n  - { y: 2 }\n")
                .read("sub/a.yaml");
        assertThat(map.keys()).containsExactly("b", "a");
        assertThat(map.keyMark("a")).hasToString("sub/a.yaml:3:1");
        ListNode list = (ListNode) map.find("a").orElseThrow();
        assertThat(list.mark()).hasToString("sub/a.yaml:4:3");
        assertThat(((MapNode) list.items().get(1)).find("y").orElseThrow().mark())
                .hasToString("sub/a.yaml:5:10");
        assertThat(list.mark().base()).isEqualTo(folder.path.resolve("sub"));
    }

    @Test
    void showsTheWholePathOfAFileOutsideTheWorkingFolder(@TempDir Path other) {
        Path file = new Folder(other).file("b.yaml", "a: 1\n").path.resolve("b.yaml");
        assertThat(folder.read(file.toString()).keyMark("a")).hasToString(file + ":1:1");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "28, WHOLE",
                "-3, WHOLE",
                "0x1F, WHOLE",
                "08, WHOLE",
                "1e-3, REAL",
                ".5, REAL",
                "1., REAL",
                "true, BOOLEAN",
                "False, BOOLEAN",
                "~, NULL",
                "null, NULL",
                "``, NULL",
                "yes, TEXT",
                "1_000, TEXT",
                "'28', TEXT",
                "\"true\", TEXT",
                "'', TEXT",
                "2026-01-01, TEXT",
                "zoo:digits-vae, TEXT",
                "+, TEXT",
                "., TEXT"
            })
    void takesScalarsForWhatYamlDoes(String written, ScalarNode.Kind kind) {
        MapNode map = folder.file("a.yaml", "x: " + written + "\n").read("a.yaml");
        assertThat(map.find("x"))
                .hasValueSatisfying(
                        node -> assertThat(((ScalarNode) node).kind()).isEqualTo(kind));
    }

    @Test
    void placesAValueThatIsLeftOutAtItsKey() {
        MapNode map = folder.file("a.yaml", "x:\n\n\ny: 1\n").read("a.yaml");
        assertThat(map.find("x").orElseThrow().mark()).hasToString("a.yaml:1:1");
    }

    @Test
    void readsBlockTextAndCharactersBeyondTheBasicPlane() {
        MapNode map = folder.file("a.yaml", "\uFEFFx: |\n  one\n  two\ny: [😀, '😀', \"1\"]\n")
                .read("a.yaml");
        assertThat(map.text("x", new Problems())).contains("one\ntwo\n");
        List<Node> list = map.list("y", new Problems());
        assertThat(list.get(2).mark()).hasToString("a.yaml:4:13");
        assertThat(((ScalarNode) list.get(2)).kind()).isEqualTo(ScalarNode.Kind.TEXT);
    }

    @Test
    void refusesDuplicateKeys() {
        assertThat(problems("a: 1\nb: 2\na: 3\n"))
                .containsExactly("a.yaml:3:1: the key 'a' stands here twice; keep this one or the one at a.yaml:1:1");
    }

    @Test
    void refusesAnchorsAliasesAndTags() {
        assertThat(problems("a: &x [1]\nb: *x\nc: !!int 5\nd: !foo {e: 1}\n"))
                .containsExactly(
                        "a.yaml:1:4: anchors such as &x are not supported; remove it and write the value out where it is"
                                + " needed, or share values with 'extends:'",
                        "a.yaml:2:4: aliases such as *x are not supported; write the value out, or in quotes if it is"
                                + " meant as text",
                        "a.yaml:3:4: tags such as !!int are not supported; remove it, or put the value in quotes if it is"
                                + " meant as text",
                        "a.yaml:4:4: tags such as !foo are not supported; remove it, or put the value in quotes if it is"
                                + " meant as text");
    }

    @Test
    void refusesSeveralDocuments() {
        assertThat(problems("a: 1\n---\nb: 2\n"))
                .containsExactly("a.yaml:3:1: a second document begins here; keep one document a file; remove '---'");
    }

    @Test
    void refusesAnEmptyFile() {
        String empty = "a.yaml: the file is empty; write at least one 'key: value'";
        assertThat(problems("")).containsExactly(empty);
        assertThat(problems("# nothing\n")).containsExactly(empty);
        assertThat(problems("---\n")).containsExactly(empty);
    }

    @Test
    void refusesAFileThatIsNoMap() {
        assertThat(problems("- a\n"))
                .containsExactly("a.yaml:1:1: the file needs a map, not a list; write 'key: value' lines");
        assertThat(problems("hello\n"))
                .containsExactly("a.yaml:1:1: the file needs a map, not 'hello'; write 'key: value' lines");
    }

    @Test
    void pointsAtSyntaxErrors() {
        assertThat(problems("a:\n\tb: 1\n"))
                .singleElement()
                .asString()
                .startsWith("a.yaml:2:1: not valid YAML: found character '\\t(TAB)'")
                .endsWith("; indent with spaces");
        assertThat(problems("a: [1, 2\nb: 3\n"))
                .singleElement()
                .asString()
                .startsWith("a.yaml:2:2: not valid YAML: expected ',' or ']'");
        assertThat(problems("a: b: c\n"))
                .containsExactly("a.yaml:1:5: not valid YAML: mapping values are not allowed here; put text that holds"
                        + " ': ' in quotes");
        assertThat(problems("a: {b: ${env:X}}\n"))
                .singleElement()
                .asString()
                .startsWith("a.yaml:1:9: ")
                .endsWith("; put the text in quotes");
        assertThat(problems("a: @x\n")).singleElement().asString().startsWith("a.yaml:1:4: ");
        assertThat(problems("? [a]\n: 1\n"))
                .singleElement()
                .asString()
                .isEqualTo(
                        "a.yaml:1:4: not valid YAML: a key must be text, not a list or a map; check quotes, brackets and"
                                + " indentation");
    }

    @Test
    void refusesTooDeepNesting() {
        assertThat(problems("a: " + "[".repeat(10_000)))
                .containsExactly("a.yaml:1:67: maps and lists are nested more than 64 deep");
    }

    @Test
    void refusesWhatIsNoText() {
        byte[] model = {'a', ':', '\n', ' ', (byte) 0x80, (byte) 0xFF, 0, 1};
        assertThat(folder.file("a.yaml", model).problemsOf("a.yaml"))
                .containsExactly(
                        "a.yaml:2:2: the file is no text in UTF-8; check that this is the config, and save it as"
                                + " UTF-8");
        assertThat(problems("ok: 1\nb: \u0001\n")).singleElement().asString().startsWith("a.yaml:2:4: the file is no");
        assertThat(folder.file("a.yaml", "a: ü".getBytes(StandardCharsets.UTF_16))
                        .problemsOf("a.yaml"))
                .singleElement()
                .asString()
                .startsWith("a.yaml:1:1: the file is no text");
        byte[] cutOff = {'a', ':', ' ', (byte) 0xC3};
        assertThat(folder.file("a.yaml", cutOff).problemsOf("a.yaml"))
                .singleElement()
                .asString()
                .startsWith("a.yaml:1:4: the file is no text");
    }

    @Test
    void refusesAFileThatIsTooLarge() {
        assertThat(folder.file("a.yaml", new byte[YamlFile.MOST_BYTES + 1]).problemsOf("a.yaml"))
                .containsExactly("a.yaml: the file is larger than 2 MiB, too much for a config; check that this is the"
                        + " config, not a model or data");
    }

    @Test
    void saysWhatThereIsInsteadOfAMissingFile() {
        folder.file("run/digits-morph.yaml", "a: 1").file("run/notes.txt", "");
        assertThat(folder.problemsOf("run/digit-morph.yaml"))
                .containsExactly(
                        "run/digit-morph.yaml: there is no such file; there is: digits-morph.yaml; did you mean"
                                + " 'digits-morph.yaml'?");
        assertThat(folder.problemsOf("run"))
                .containsExactly("run: this is a folder, not a config file; there is: digits-morph.yaml");
        assertThat(folder.problemsOf("nowhere/a.yaml"))
                .containsExactly("nowhere/a.yaml: there is no such file; its folder does not exist either");
    }
}
