package org.example.melody;

import dev.figment.api.Batch;
import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Melodies of one voice, cut into eighths: what flows through a pipeline of this plugin. For each eighth there is one event, as
 * in Magenta's Melody RNN (Waite 2016): a note begins, the note before is held, or nothing sounds.
 *
 * @param events INT64 [melodies, eighths]: the pitch of the note that begins, 0 to 127 as in MIDI (60 is middle C);
 *     {@link #HOLD}; or {@link #REST}, which also fills what is after the end of a shorter melody
 * @param names one for each melody, or empty
 */
public record Melodies(Tensor events, List<String> names) implements Batch {
    /** The note before goes on. */
    public static final int HOLD = -2;

    /** Nothing sounds. */
    public static final int REST = -1;

    /** The highest pitch. */
    public static final int HIGHEST = 127;

    /** Eighths in a bar: all melodies are in 4/4. */
    public static final int BAR = 8;

    public Melodies {
        if (events.type() != ElementType.INT64 || events.rank() != 2) {
            throw new IllegalArgumentException("events must be INT64 [melodies, eighths], not " + events);
        }
        LongBuffer values = events.longs();
        for (int i = 0; i < events.count(); i++) {
            if (values.get(i) < HOLD || values.get(i) > HIGHEST) {
                throw new IllegalArgumentException("an event of " + values.get(i));
            }
        }
        names = List.copyOf(names);
        if (!names.isEmpty() && names.size() != events.dim(0)) {
            throw new IllegalArgumentException(names.size() + " names for " + events.dim(0) + " melodies");
        }
    }

    /** Melodies of any lengths. */
    public static Melodies of(List<int[]> melodies, List<String> names) {
        int length = melodies.stream().mapToInt(melody -> melody.length).max().orElse(0);
        Tensor events = Tensor.allocate(ElementType.INT64, melodies.size(), length);
        LongBuffer to = events.longs();
        for (int[] melody : melodies) {
            for (int t = 0; t < length; t++) {
                to.put(t < melody.length ? melody[t] : REST);
            }
        }
        return new Melodies(events, names);
    }

    @Override
    public int size() {
        return (int) events.dim(0);
    }

    /** The events of one melody, without the silence after its end. */
    public int[] melody(int index) {
        int length = (int) events.dim(1);
        LongBuffer values = events.longs();
        int end = length;
        while (end > 0 && values.get(index * length + end - 1) == REST) {
            end--;
        }
        int[] melody = new int[end];
        Arrays.setAll(melody, t -> (int) values.get(index * length + t));
        return melody;
    }

    /** All of them. */
    public List<int[]> melodies() {
        return IntStream.range(0, size()).mapToObj(this::melody).toList();
    }
}
