package dev.figment.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.error.FigmentException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
    private static final Path FILE = Path.of("runs", "a", "checkpoint-00000001.safetensors");
    private static final Map<String, String> CONFIG = Map.of("batch", "128", "recipe.hidden.0", "512", "to", "runs/a");
    private static final Map<String, String> DATA = Map.of("train", "sha256:12", "validation", "sha256:34");
    private static final Origin ORIGIN = new Origin(CONFIG, DATA, "1.2.3");

    private static Origin with(String key, String value) {
        Map<String, String> config = new HashMap<>(CONFIG);
        config.put(key, value);
        return new Origin(config, DATA, "1.2.3");
    }

    @Test
    void isWrittenOutInFull() {
        assertThat(ORIGIN.toMetadata())
                .containsEntry("config.recipe.hidden.0", "512")
                .containsEntry("data-digest.train", "sha256:12")
                .containsEntry("figment-version", "1.2.3");
    }

    @Test
    void namesEveryDifferenceOfTheConfig() {
        Map<String, String> config = new HashMap<>(CONFIG);
        config.put("batch", "64");
        config.put("recipe.hidden.1", "256");
        config.remove("recipe.hidden.0");
        assertThatThrownBy(() -> new Origin(config, DATA, "1.2.3").requireSame(ORIGIN.toMetadata(), FILE))
                .isInstanceOfSatisfying(
                        FigmentException.class,
                        refusal -> assertThat(refusal.fault()).isEqualTo(FigmentException.Fault.USER))
                .hasMessageContaining(FILE.toString())
                .hasMessageContaining("batch was 128 and is now 64")
                .hasMessageContaining("recipe.hidden.0 was 512 and is now not there")
                .hasMessageContaining("recipe.hidden.1 was not there and is now 256")
                .hasMessageContaining("--set to=FOLDER");
    }

    @Test
    void namesOtherData() {
        Origin other = new Origin(CONFIG, Map.of("train", "sha256:99", "validation", "sha256:34"), "1.2.3");
        assertThatThrownBy(() -> other.requireSame(ORIGIN.toMetadata(), FILE))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("data-digest.train was sha256:12 and is now sha256:99");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "to",
                "device",
                "name",
                "patience",
                "preview-every",
                "checkpoint-every",
                "checkpoint-steps",
                "keep-checkpoints",
                "data.train",
                "data.validation"
            })
    void whatTheWeightsDoNotDependOnMayDiffer(String key) {
        assertThatCode(() -> with(key, "other").requireSame(ORIGIN.toMetadata(), FILE))
                .doesNotThrowAnyException();
    }

    @Test
    void aNewerFigmentMayGoOn() {
        assertThatCode(() -> new Origin(CONFIG, DATA, "1.3.0").requireSame(ORIGIN.toMetadata(), FILE))
                .doesNotThrowAnyException();
    }

    @Test
    void aFileOfNoTrainingIsCalledThat() {
        assertThatThrownBy(() -> ORIGIN.requireSame(Map.of("format", "pt"), FILE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not of a training");
    }
}
