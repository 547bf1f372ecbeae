package org.example.melody.steps;

import dev.figment.api.ElementType;
import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.api.Transform;
import dev.figment.api.config.Description;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.LongBuffer;
import org.example.melody.Melodies;

/** Moves each note by as many semitones. */
public final class Transpose implements Transform<Melodies, Melodies> {
    /** The keys of {@code transpose}. */
    public record Config(
            @Description("semitones, from -127 to 127; 12 is an octave up")
            int by) {
        public Config {
            if (Math.abs(by) > Melodies.HIGHEST) {
                throw new IllegalArgumentException("by must be from -127 to 127, not " + by);
            }
        }
    }

    private final Config config;

    public Transpose(Config config) {
        this.config = config;
    }

    /**
     * @throws FigmentException if a note would leave the range of MIDI
     */
    @Override
    public Melodies apply(Melodies batch, Position at) {
        Tensor moved = Tensor.allocate(ElementType.INT64, batch.events().shape());
        LongBuffer from = batch.events().longs();
        LongBuffer to = moved.longs();
        while (from.hasRemaining()) {
            long event = from.get();
            to.put(event < 0 ? event : moved(event));
        }
        return new Melodies(moved, batch.names());
    }

    private long moved(long pitch) {
        long moved = pitch + config.by;
        if (moved < 0 || moved > Melodies.HIGHEST) {
            throw FigmentException.user(Problem.of(
                            "no-such-note",
                            "transpose",
                            "a note of the pitch " + pitch + " would become " + moved + ", and MIDI has 0 to 127")
                    .fix("move by fewer semitones"));
        }
        return moved;
    }
}
