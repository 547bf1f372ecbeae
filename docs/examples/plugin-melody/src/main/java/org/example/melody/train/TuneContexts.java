package org.example.melody.train;

import dev.figment.api.Tensor;
import dev.figment.api.Text;
import dev.figment.api.data.Dataset;
import dev.figment.api.error.FigmentException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.example.melody.Melodies;
import org.example.melody.model.Events;
import org.example.melody.notation.AbcReader;

/** Every event of tunes in ABC notation with those before it, and a bar of silence after the end of each tune. */
final class TuneContexts implements Dataset<Contexts> {
    private record Place(int[] melody, int at) {}

    private final Dataset<Text> source;
    private final int context;
    private final List<Place> places = new ArrayList<>();

    /**
     * @throws FigmentException if one of the texts is no such tune
     */
    TuneContexts(Dataset<Text> source, int context) {
        this.source = source;
        this.context = context;
        for (int i = 0; i < source.size(); i++) {
            String abc = source.read(new int[] {i}).texts().get(0);
            int[] tune =
                    AbcReader.read(abc, source.name() + ": tune " + (i + 1)).events();
            int[] withEnd = Arrays.copyOf(tune, tune.length + Melodies.BAR);
            Arrays.fill(withEnd, tune.length, withEnd.length, Melodies.REST);
            for (int at = 0; at < withEnd.length; at++) {
                places.add(new Place(withEnd, at));
            }
        }
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public int size() {
        return places.size();
    }

    @Override
    public Contexts read(int[] indices) {
        long[] events = new long[indices.length * context];
        long[] beats = new long[indices.length];
        long[] next = new long[indices.length];
        for (int i = 0; i < indices.length; i++) {
            Place place = places.get(indices[i]);
            System.arraycopy(Events.before(place.melody, place.at, context), 0, events, i * context, context);
            beats[i] = place.at % Melodies.BAR;
            next[i] = Events.token(place.melody[place.at]);
        }
        return new Contexts(
                Tensor.ofLongs(events, indices.length, context),
                Tensor.ofLongs(beats, indices.length),
                Tensor.ofLongs(next, indices.length));
    }

    @Override
    public String digest() {
        return source.digest();
    }
}
