package dev.figment.train.data;

import dev.figment.api.Annotated;
import dev.figment.api.Audio;
import dev.figment.api.Batch;
import dev.figment.api.ImagePairs;
import dev.figment.api.Images;
import dev.figment.api.Series;
import dev.figment.api.Tensor;
import dev.figment.api.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** The shape of one sample. */
public final class SampleShape {
    private SampleShape() {}

    /** The dimensions of a batch but for its first; empty for media that have none. */
    public static List<Long> of(Batch batch) {
        if (batch instanceof Images images) {
            return of(images.pixels());
        }
        if (batch instanceof ImagePairs pairs) {
            List<Long> both = new ArrayList<>(of(pairs.input()));
            both.addAll(of(pairs.target()));
            return both;
        }
        if (batch instanceof Annotated<?> annotated) {
            return of(annotated.samples());
        }
        if (batch instanceof Audio audio) {
            return of(audio.samples());
        }
        if (batch instanceof Tokens tokens) {
            return of(tokens.ids());
        }
        return batch instanceof Series series ? of(series.values()) : List.of();
    }

    private static List<Long> of(Tensor tensor) {
        return LongStream.of(tensor.shape()).skip(1).boxed().toList();
    }
}
