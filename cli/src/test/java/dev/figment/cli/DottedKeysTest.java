package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.core.config.YamlWriter;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DottedKeysTest {
    @Test
    void aConfigIsMadeOfItsKeysAgain() {
        Map<String, String> keys = Map.of(
                "name", "a b",
                "epochs", "10",
                "recipe.hidden.0", "64",
                "recipe.hidden.1", "32",
                "recipe.layers.0.width", "3",
                "recipe.layers.0.norm", "none");
        var config = DottedKeys.config(keys).orElseThrow();
        assertThat(DottedKeys.of(config)).isEqualTo(keys);
        assertThat(YamlWriter.text(config)).contains("hidden: [64, 32]", "  - ", "epochs: 10", "name: a b");
    }

    @Test
    void longListsStayInOrder() {
        Map<String, String> keys = new HashMap<>();
        for (int i = 0; i < 12; i++) {
            keys.put("list." + i, "x" + i);
        }
        assertThat(YamlWriter.text(DottedKeys.config(keys).orElseThrow()))
                .contains("[x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11]");
    }

    @Test
    void thereIsNoConfigOfKeysThatContradictEachOther() {
        assertThat(DottedKeys.config(Map.of("a", "1", "a.b", "2"))).isEmpty();
        assertThat(DottedKeys.config(Map.of("a.b.c", "1", "a.b", "2"))).isEmpty();
    }
}
