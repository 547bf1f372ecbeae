package dev.figment.train.nn;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import java.nio.FloatBuffer;

/** Normal weights with mean 0, drawn again until they lie between two bounds. */
record TruncatedNormal(double standardDeviation, double low, double high) implements Init {
    TruncatedNormal {
        boolean reachable = low <= 0 && high >= 0 && high - low >= standardDeviation;
        if (!(standardDeviation > 0) || !reachable) {
            throw new IllegalArgumentException("normal values of standard deviation " + standardDeviation + " between "
                    + low + " and " + high + ": these have to be around 0 and as far apart");
        }
    }

    @Override
    public Tensor create(Seed seed, long... shape) {
        Tensor tensor = Tensor.allocate(ElementType.FLOAT32, shape);
        Tensor drawn = Tensor.allocate(ElementType.FLOAT32, shape);
        FloatBuffer numbers = tensor.floats();
        boolean[] done = new boolean[numbers.capacity()];
        int open = done.length;
        for (long round = 0; open > 0; round++) {
            seed.at(round).fillNormal(drawn.floats());
            FloatBuffer fresh = drawn.floats();
            for (int i = 0; i < done.length; i++) {
                double value = fresh.get(i) * standardDeviation;
                if (!done[i] && value >= low && value <= high) {
                    numbers.put(i, (float) value);
                    done[i] = true;
                    open--;
                }
            }
        }
        return tensor;
    }
}
