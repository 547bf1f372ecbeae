package org.example.melody.steps;

import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.config.OutputPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.example.melody.Melodies;
import org.example.melody.notation.MidiFile;
import org.jspecify.annotations.Nullable;

/** All melodies in one MIDI file, one after the other. */
public final class WriteMidi implements Sink<Melodies> {
    /** The keys of {@code write-midi}. */
    public record Config(
            @Description("the file to write: NAME.mid") OutputPath to,

            @Description("quarter notes a minute, from 20 to 400") @Default("120")
            int tempo,

            @Description("the instrument, 1 to 128 as General MIDI numbers them: 1 is a piano, 74 a flute")
            @Default("1")
            int instrument) {
        public Config {
            if (tempo < 20 || tempo > 400) {
                throw new IllegalArgumentException("tempo must be from 20 to 400, not " + tempo);
            }
            if (instrument < 1 || instrument > 128) {
                throw new IllegalArgumentException("instrument must be from 1 to 128, not " + instrument);
            }
        }
    }

    private final Config config;

    public WriteMidi(Config config) {
        this.config = config;
    }

    @Override
    public Writer<Melodies> open(Seed seed) {
        return new InFile();
    }

    private final class InFile implements Writer<Melodies> {
        private final List<int[]> melodies = new ArrayList<>();
        private @Nullable HiddenFile file;

        @Override
        public void write(Melodies batch) {
            melodies.addAll(batch.melodies());
        }

        @Override
        public Outcome finish() {
            file = HiddenFile.beside(
                    config.to.path(), MidiFile.of(melodies, "melodies", config.tempo, config.instrument - 1));
            long notes = melodies.stream()
                    .mapToLong(melody ->
                            Arrays.stream(melody).filter(event -> event >= 0).count())
                    .sum();
            String summary = melodies.size() + (melodies.size() == 1 ? " melody" : " melodies") + " of " + notes
                    + " notes at " + config.tempo + " quarter notes a minute";
            return new Outcome.Written(config.to.path(), summary);
        }

        @Override
        public void publish() {
            if (file != null) {
                file.publish();
            }
        }

        @Override
        public void close() {
            if (file != null) {
                file.close();
            }
        }
    }
}
