package dev.figment.train.data;

import dev.figment.api.Seed;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which samples each step gets: a function of the seed and the step's number. Safe for use by several threads. */
final class Epochs {
    private final int samples;
    private final int batchSize;
    private final Seed seed;
    /** The last two: threads that read around the end of an epoch need both. */
    private final Map<Long, int[]> orders = new LinkedHashMap<>();

    Epochs(int samples, int batchSize, Seed seed) {
        this.samples = samples;
        this.batchSize = batchSize;
        this.seed = seed;
    }

    int[] indices(long step) {
        int perEpoch = BatchLoader.stepsPerEpoch(samples, batchSize);
        int from = (int) (step % perEpoch) * batchSize;
        return Arrays.copyOfRange(order(step / perEpoch), from, from + batchSize);
    }

    /** The seed of what augmentation draws in the step's epoch; each sample takes what its index gives. */
    Seed augmentation(long step) {
        return seed.child("augment").at(step / BatchLoader.stepsPerEpoch(samples, batchSize));
    }

    private synchronized int[] order(long epoch) {
        int[] order = orders.get(epoch);
        if (order == null) {
            order = Permutation.of(samples, seed.at(epoch));
            orders.put(epoch, order);
            if (orders.size() > 2) {
                orders.remove(orders.keySet().iterator().next());
            }
        }
        return order;
    }
}
