package org.example.melody.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.config.OutputPath;
import dev.figment.api.error.FigmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.example.melody.Melodies;
import org.example.melody.TinyMelodies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteMidiTest {
    @TempDir
    Path folder;

    private Sink.Writer<Melodies> open(Path to) {
        return new WriteMidi(new WriteMidi.Config(new OutputPath(to), 120, 1)).open(new Seed(1));
    }

    @Test
    void theFileAppearsWhenItIsPublished() {
        Path file = folder.resolve("new/tune.mid");
        try (Sink.Writer<Melodies> writer = open(file)) {
            writer.write(TinyMelodies.three());
            assertThat(writer.finish())
                    .isInstanceOfSatisfying(
                            Outcome.Written.class,
                            written -> assertThat(written.summary())
                                    .isEqualTo("3 melodies of 7 notes at 120 quarter notes a minute"));
            assertThat(file).doesNotExist();
            writer.publish();
        }
        assertThat(file).isNotEmptyFile();
    }

    @Test
    void nothingIsLeftOfOneThatIsNotPublished() throws IOException {
        try (Sink.Writer<Melodies> writer = open(folder.resolve("tune.mid"))) {
            writer.write(TinyMelodies.three());
            assertThat(writer.finish()).isNotNull();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatCannotBeWrittenIsSaid() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("tune.mid"));
        try (Sink.Writer<Melodies> writer = open(taken)) {
            assertThatExceptionOfType(FigmentException.class)
                    .isThrownBy(writer::finish)
                    .withMessageContaining("it cannot be written: it is a folder");
        }
    }
}
