package org.example.melody.steps;

import dev.figment.api.Position;
import dev.figment.api.Text;
import dev.figment.api.Transform;
import java.util.stream.IntStream;
import org.example.melody.Melodies;
import org.example.melody.notation.AbcWriter;

/** Melodies as texts in ABC notation. */
public final class Notate implements Transform<Melodies, Text> {
    /** It has no keys. */
    public record Config() {}

    public Notate(Config config) {}

    @Override
    public Text apply(Melodies batch, Position at) {
        return new Text(IntStream.range(0, batch.size())
                .mapToObj(i -> AbcWriter.write(
                        batch.melody(i),
                        batch.names().isEmpty()
                                ? "melody " + (at.first() + i + 1)
                                : batch.names().get(i)))
                .toList());
    }
}
