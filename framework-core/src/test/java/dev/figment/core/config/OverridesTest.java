package dev.figment.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverridesTest {
    private final Folder folder;

    OverridesTest(@TempDir Path path) {
        folder = new Folder(path);
    }

    @BeforeEach
    void writeConfig() {
        folder.file("configs/a.yaml", """
                seed: 7
                components:
                  digits: { use: vae, model: zoo:digits }
                steps:
                  - read-images: { from: ../digits, size: 28 }
                  - decode:
                  - write-grid: { to: a.png }
                  - decode: { with: digits }
                """);
    }

    private String after(String path, String... overrides) {
        Node node = folder.read("configs/a.yaml", overrides);
        for (String key : path.split("\\.")) {
            node = node instanceof ListNode list
                    ? list.items().get(Integer.parseInt(key))
                    : ((MapNode) node).find(key).orElseThrow();
        }
        ScalarNode scalar = (ScalarNode) node;
        return scalar.text() + " (" + scalar.kind() + ") from " + scalar.mark().origin() + " at " + scalar.mark();
    }

    private List<String> refused(String override) {
        return folder.problemsOf("configs/a.yaml", override);
    }

    @Test
    void changesAValueAndRemembersIt() {
        assertThat(after("seed", "seed=8")).isEqualTo("8 (WHOLE) from --set at --set seed=8");
        assertThat(after("components.digits.model", "components.digits.model=other"))
                .startsWith("other (TEXT)");
        assertThat(after("components.digits.use", "components.digits.model=other"))
                .isEqualTo("vae (TEXT) from configs/a.yaml:3 at configs/a.yaml:3:18");
    }

    @Test
    void theLastOfSeveralWins() {
        assertThat(after("seed", "seed=8", "seed='9'")).startsWith("9 (TEXT)");
    }

    @Test
    void readsValuesAsYaml() {
        assertThat(after("components.digits.2", "components.digits=[1, 2, x]")).startsWith("x (TEXT)");
        assertThat(after("components.digits.a.b", "components.digits={a: {b: 1.5}}"))
                .startsWith("1.5 (REAL)");
        assertThat(after("seed", "seed=")).startsWith(" (NULL)");
        assertThat(after("seed", "seed=a=b")).startsWith("a=b (TEXT)");
        folder.variable("S", "3");
        assertThat(after("seed", "seed=${env:S}")).isEqualTo("3 (WHOLE) from env S at --set seed=${env:S}");
    }

    @Test
    void findsItemsOfAListByIndexOrByTheirOnlyKey() {
        assertThat(after("steps.0.read-images.size", "steps.0.read-images.size=32"))
                .startsWith("32 (WHOLE)");
        assertThat(after("steps.0.read-images.size", "steps.read-images.size=32"))
                .startsWith("32 (WHOLE)");
        assertThat(after("steps.1.decode.with", "steps.1.decode.with=x")).startsWith("x (TEXT)");
        assertThat(after("steps.2.write-grid", "steps.write-grid=b.png")).startsWith("b.png (TEXT)");
    }

    @Test
    void resolvesPathsAgainstTheWorkingFolder() {
        MapNode config = folder.read("configs/a.yaml", "steps.read-images.from=x");
        MapNode step = (MapNode) config.list("steps", new Problems()).get(0);
        MapNode keys = step.map("read-images", new Problems());
        assertThat(keys.find("from").orElseThrow().mark().base()).isEqualTo(folder.path);
        assertThat(keys.find("size").orElseThrow().mark().base()).isEqualTo(folder.path.resolve("configs"));
    }

    @Test
    void addsANewKeyToAMapThatExists() {
        assertThat(after("name", "name=x")).isEqualTo("x (TEXT) from --set at --set name=x");
        assertThat(after("components.gan.use", "components.gan={use: gan}")).startsWith("gan (TEXT)");
    }

    @Test
    void saysWhatExistsWhereAPathEnds() {
        assertThat(refused("components.digts.model=x"))
                .containsExactly(
                        "--set components.digts.model=x: there is no 'digts' in 'components'; there is: digits;"
                                + " did you mean 'digits'? to add it, set it as a whole: --set 'components.digts={…}'");
        assertThat(refused("stepz.0=x"))
                .containsExactly(
                        "--set stepz.0=x: there is no 'stepz' in the config; there is: components, seed, steps;"
                                + " did you mean 'steps'? to add it, set it as a whole: --set 'stepz={…}'");
        assertThat(refused("steps.9.decode.with=x"))
                .containsExactly("--set steps.9.decode.with=x: 'steps' has no item 9, counting from 0; there is:"
                        + " 0.read-images, 1.decode, 2.write-grid, 3.decode");
        assertThat(refused("steps.write-gird.to=x"))
                .singleElement()
                .asString()
                .startsWith(
                        "--set steps.write-gird.to=x: there is no 'write-gird' in 'steps'; there is: 0.read-images");
        assertThat(refused("seed.x=1"))
                .containsExactly("--set seed.x=1: 'seed' is '7', which has no keys; set it as a whole: --set 'seed=…'");
    }

    @Test
    void asksWhichOfSeveralItemsIsMeant() {
        assertThat(refused("steps.decode.with=x"))
                .containsExactly("--set steps.decode.with=x: 2 items of 'steps' are called 'decode'; say steps.1.decode"
                        + " or steps.3.decode");
    }

    @Test
    void refusesWhatIsNoOverride() {
        for (String text : List.of("seed", "=3", "a..b=3", ".a=3", "")) {
            assertThat(refused(text))
                    .containsExactly("--set " + text + ": an override is KEY=VALUE; write --set a.b.c=value");
        }
        assertThat(refused("extends=b.yaml"))
                .containsExactly(
                        "--set extends=b.yaml: 'extends' cannot be set; write it in a config, or set the keys one"
                                + " by one");
    }

    @Test
    void refusesValuesThatAreNoYaml() {
        assertThat(refused("seed=@x"))
                .singleElement()
                .asString()
                .startsWith("--set seed=@x: not valid YAML: ")
                .endsWith("; put the text in quotes");
        assertThat(refused("steps.read-images.from=*.png"))
                .containsExactly("--set steps.read-images.from=*.png: not valid YAML: unexpected character found .(46);"
                        + " put the value in quotes");
    }

    @Test
    void reportsAllWrongOverrides() {
        assertThat(folder.problemsOf("configs/a.yaml", "a", "seed.x=1", "name=x"))
                .hasSize(2);
    }
}
