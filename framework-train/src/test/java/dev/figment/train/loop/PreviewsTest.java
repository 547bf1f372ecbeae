package dev.figment.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.error.FigmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewsTest {
    private static final PreviewFormat.File PNG = new PreviewFormat.File(PreviewFormat.Medium.PNG, new byte[] {1, 2});
    private static final PreviewFormat.File WAV = new PreviewFormat.File(PreviewFormat.Medium.WAV, new byte[] {3});
    private static final PreviewFormat.File TEXT = new PreviewFormat.File(PreviewFormat.Medium.TEXT, new byte[] {65});

    @TempDir
    Path folder;

    private Previews previews() {
        return new Previews(folder.resolve("previews"));
    }

    private static List<String> names(List<Previews.Entry> entries) {
        return entries.stream()
                .map(entry -> entry.path().getFileName().toString())
                .toList();
    }

    @Test
    void aFileIsNamedForItsStepAndItsPreviewAndNumberedWhereThereAreSeveral() throws IOException {
        assertThat(names(previews().write(7, "samples", List.of(PNG)))).containsExactly("step-00000007-samples.png");
        assertThat(names(previews().write(7, "speech", List.of(WAV, WAV))))
                .containsExactly("step-00000007-speech-1.wav", "step-00000007-speech-2.wav");
        assertThat(folder.resolve("previews/step-00000007-samples.png")).hasBinaryContent(new byte[] {1, 2});
    }

    @Test
    void whatIsThereIsFoundByNameAndStepAndInTheOrderOfItsNumbers() throws IOException {
        for (long step : new long[] {200_000_000, 9, 10}) {
            previews().write(step, "speech", Collections.nCopies(11, WAV));
        }
        previews().write(9, "prompt-a", List.of(TEXT));
        Files.writeString(folder.resolve("previews").resolve("notes.txt"), "somebody's");
        assertThat(previews().upTo(10).keySet()).containsExactly("prompt-a", "speech");
        assertThat(previews().upTo(10).get("speech").keySet()).containsExactly(9L, 10L);
        assertThat(previews().upTo(10).get("speech").get(9L))
                .extracting(Previews.Entry::number)
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(previews().upTo(1_000_000_000).get("speech").lastKey()).isEqualTo(200_000_000);
        assertThat(previews().upTo(8)).isEmpty();
    }

    @Test
    void withoutAFolderThereAreNone() throws IOException {
        assertThat(previews().upTo(10)).isEmpty();
        previews().clearPartials();
    }

    @Test
    void aFileThatCannotBeWrittenIsNamedAndLeavesNothing() throws IOException {
        Path taken = folder.resolve("previews/step-00000007-samples.png");
        Files.createDirectories(taken.resolve("occupied"));
        assertThatThrownBy(() -> previews().write(7, "samples", List.of(PNG)))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("step-00000007-samples.png: it could not be written");
        assertThat(folder.resolve("previews")).isDirectoryNotContaining("glob:**.partial");
    }
}
