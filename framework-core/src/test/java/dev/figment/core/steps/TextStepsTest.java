package dev.figment.core.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Generator;
import dev.figment.api.Outcome;
import dev.figment.api.Text;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.DataRef;
import dev.figment.api.data.TextFormat;
import dev.figment.core.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextStepsTest {
    @TempDir
    private Path folder;

    private ReadTexts read(List<String> texts, int repeat, int batch) {
        return new ReadTexts(new ReadTexts.Config(texts, null, null, null, repeat, batch), Flow.datasets(folder));
    }

    private ReadTexts read(String from, TextFormat.Split split) {
        return new ReadTexts(
                new ReadTexts.Config(List.of(), new DataRef(from, folder), split, null, 1, 16), Flow.datasets(folder));
    }

    private static List<String> printed(Pipeline pipeline) {
        return ((Outcome.Texts) pipeline.run().get(0)).texts();
    }

    private static WriteTexts print() {
        return new WriteTexts(new WriteTexts.Config(null, null));
    }

    @Test
    void textsOfAConfigComeAsOftenAsIsAskedFor() {
        assertThat(printed(Flow.pipeline(read(List.of("a", "b"), 2, 3), print())))
                .containsExactly("a", "a", "b", "b");
    }

    @Test
    void textsComeFromFiles() throws IOException {
        Files.writeString(folder.resolve("prompts.txt"), "one\ntwo\n");
        assertThat(printed(Flow.pipeline(read("prompts.txt", TextFormat.Split.LINE), print())))
                .containsExactly("one", "two");
        assertThat(printed(Flow.pipeline(read("prompts.txt", null), print()))).containsExactly("one\ntwo\n");
    }

    @Test
    void whatIsGeneratedIsWritten() throws IOException {
        Generator<Text, Text> loud = (texts, at) -> {
            List<String> made = new ArrayList<>();
            for (int i = 0; i < texts.size(); i++) {
                made.add(texts.texts().get(i).toUpperCase(Locale.ROOT) + (at.first() + i));
            }
            return new Text(made);
        };
        Generate<Text, Text> generate = new Generate<>(new Generate.Config(new ComponentRef("loud")), loud);
        WriteTexts write = new WriteTexts(new WriteTexts.Config(Flow.to(folder, "out.txt"), " | "));
        List<Outcome> outcomes = Flow.pipeline(read(List.of("a", "b", "c"), 1, 2), generate, write)
                .run();
        assertThat(folder.resolve("out.txt")).hasContent("A0 | B1 | C2\n");
        assertThat(((Outcome.Written) outcomes.get(0)).summary()).isEqualTo("3 texts");
    }

    @Test
    void keysThatMeanNothingAreRefused() {
        assertThatThrownBy(() -> new ReadTexts.Config(List.of(), null, null, null, 1, 1))
                .hasMessageContaining("texts or from");
        assertThatThrownBy(() -> new ReadTexts.Config(List.of("a"), new DataRef("a.txt", folder), null, null, 1, 1))
                .hasMessageContaining("texts or from");
        assertThatThrownBy(() -> new ReadTexts.Config(List.of("a"), null, TextFormat.Split.LINE, null, 1, 1))
                .hasMessageContaining("split and field");
        assertThatThrownBy(() -> new WriteTexts.Config(null, "-")).hasMessageContaining("separator");
    }
}
