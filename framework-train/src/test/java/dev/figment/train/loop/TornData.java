package dev.figment.train.loop;

import dev.figment.api.data.Dataset;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.train.data.Indices;
import java.util.stream.IntStream;

/** Samples of which one cannot be read the first few times that it is asked for, or after some good reads. */
final class TornData implements Dataset<Indices> {
    private final Dataset<Indices> whole;
    private final int sample;
    private volatile int goodReadsLeft;
    private volatile int timesLeft;

    TornData(Dataset<Indices> whole, int sample, int times) {
        this.whole = whole;
        this.sample = sample;
        this.timesLeft = times;
    }

    /** The first reads succeed. */
    TornData after(int goodReads) {
        goodReadsLeft = goodReads;
        return this;
    }

    int timesLeft() {
        return timesLeft;
    }

    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public int size() {
        return whole.size();
    }

    @Override
    public Indices read(int[] indices) {
        if (timesLeft > 0 && IntStream.of(indices).anyMatch(index -> index == sample)) {
            if (goodReadsLeft > 0) {
                goodReadsLeft--;
                return whole.read(indices);
            }
            timesLeft--;
            throw FigmentException.user(Problem.of("bad-image", "images/17.png", "this PNG is cut short"));
        }
        return whole.read(indices);
    }

    @Override
    public String digest() {
        return whole.digest();
    }
}
