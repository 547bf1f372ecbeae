package org.example.melody.model;

import dev.figment.api.Position;
import dev.figment.api.Sampler;
import dev.figment.api.Seed;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Goes on with melodies, all at once, event by event. */
public record Continuation(NextEvent model, Sampler sampler) {
    /**
     * @param beginnings at most as long as what is wanted
     * @param length of each melody with its beginning, in eighths
     * @param at the event at index t of the i-th melody is drawn from {@code at.seed(i).at(t)} alone
     */
    public List<int[]> of(List<int[]> beginnings, int length, Position at) {
        List<int[]> melodies = beginnings.stream()
                .map(beginning -> Arrays.copyOf(beginning, length))
                .toList();
        for (int t = 0; t < length; t++) {
            int now = t;
            int[] open = IntStream.range(0, melodies.size())
                    .filter(i -> beginnings.get(i).length <= now)
                    .toArray();
            if (open.length > 0) {
                append(melodies, open, t, at);
            }
        }
        return melodies;
    }

    private void append(List<int[]> melodies, int[] open, int t, Position at) {
        int[] places = new int[open.length];
        Arrays.fill(places, t);
        FloatBuffer logits =
                model.logits(IntStream.of(open).mapToObj(melodies::get).toList(), places);
        for (int row = 0; row < open.length; row++) {
            int[] melody = melodies.get(open[row]);
            IntBuffer history = IntBuffer.wrap(
                    IntStream.range(0, t).map(i -> Events.token(melody[i])).toArray());
            Seed seed = at.seed(open[row]).at(t);
            FloatBuffer ofRow = logits.slice(row * Events.TOKENS, Events.TOKENS);
            melody[t] = Events.event(sampler.sample(ofRow, history, new SplittableRandom(seed.value())));
        }
    }
}
