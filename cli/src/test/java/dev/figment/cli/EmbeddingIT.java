package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Decoder;
import dev.figment.api.ElementType;
import dev.figment.api.Encoder;
import dev.figment.api.Images;
import dev.figment.api.Latents;
import dev.figment.api.Outcome;
import dev.figment.api.Tensor;
import dev.figment.api.TextGenerator;
import dev.figment.api.error.FigmentException;
import dev.figment.core.embed.Figment;
import dev.figment.core.embed.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A config within a Java program, with the plugins of the distribution. */
class EmbeddingIT {
    @TempDir
    Path folder;

    private Workbench bench;
    private Folders folders;

    @BeforeEach
    void open() throws IOException {
        bench = new Workbench(folder).withModelAndImages().withRunConfig();
        Map<String, String> environment = Map.of(
                "FIGMENT_HOME",
                folder.resolve("home").toString(),
                "FIGMENT_PLUGINS",
                Path.of(System.getProperty("figment.dist"), "plugins").toString());
        folders = new Folders(environment::get, name -> null);
    }

    private Figment load(String... overrides) {
        return Figment.load(bench.work.resolve("run.yaml"), List.of(overrides), folders);
    }

    @Test
    void aPipelineRuns() {
        try (Figment figment = load()) {
            assertThat(figment.run()).singleElement().isInstanceOf(Outcome.Written.class);
            assertThat(Files.exists(bench.work.resolve("out/grid.png"))).isTrue();
        }
    }

    private static Images images(int count) {
        return new Images(Tensor.allocate(ElementType.FLOAT32, count, 1, 4, 4), List.of());
    }

    @Test
    void componentsAreTyped() {
        try (Figment figment = load()) {
            Encoder<Images> encoder = figment.component("tiny", Encoder.class);
            Decoder<Images> decoder = figment.component("tiny", Decoder.class);
            assertThat(encoder).isSameAs(decoder);
            Latents latents = encoder.encode(images(3));
            assertThat(latents.size()).isEqualTo(3);
            assertThat(decoder.decode(latents).size()).isEqualTo(3);
        }
    }

    @Test
    void whatIsNotThereIsSaid() {
        try (Figment figment = load()) {
            assertThatThrownBy(() -> figment.component("tidy", Encoder.class))
                    .isInstanceOf(FigmentException.class)
                    .hasMessageContaining("no component 'tidy'")
                    .hasMessageContaining("tiny");
            assertThatThrownBy(() -> figment.component("tiny", TextGenerator.class))
                    .isInstanceOf(FigmentException.class)
                    .hasMessageContaining("'tiny' is no TextGenerator");
        }
        assertThatThrownBy(() -> load("components.tiny.mode=x"))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("unknown key 'mode'");
    }

    @Test
    void afterItIsClosedNothingRuns() {
        Figment figment = load();
        Encoder<Images> encoder = figment.component("tiny", Encoder.class);
        figment.close();
        assertThatThrownBy(() -> encoder.encode(images(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }
}
