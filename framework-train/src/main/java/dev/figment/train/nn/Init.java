package dev.figment.train.nn;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import java.nio.FloatBuffer;

/**
 * Initial values of a parameter. Fans are counted as PyTorch documents them: for a weight [out, in, …] the fan-in is
 * in × the sizes that follow.
 */
@FunctionalInterface
public interface Init {
    /** A new FLOAT32 tensor; the same seed gives the same values. */
    Tensor create(Seed seed, long... shape);

    /** All of one value. */
    static Init constant(float value) {
        return (seed, shape) -> {
            Tensor tensor = Tensor.allocate(ElementType.FLOAT32, shape);
            FloatBuffer buffer = tensor.floats();
            while (buffer.hasRemaining()) {
                buffer.put(value);
            }
            return tensor;
        };
    }

    /** Uniform in ±bound. */
    static Init uniform(double bound) {
        return (seed, shape) -> {
            Tensor tensor = Tensor.allocate(ElementType.FLOAT32, shape);
            FloatBuffer buffer = tensor.floats();
            for (long i = 0; buffer.hasRemaining(); i++) {
                buffer.put((float) ((2 * seed.uniform(i) - 1) * bound));
            }
            return tensor;
        };
    }

    /** Normal with mean 0. */
    static Init normal(double standardDeviation) {
        return (seed, shape) -> {
            Tensor tensor = Tensor.allocate(ElementType.FLOAT32, shape);
            seed.fillNormal(tensor.floats());
            FloatBuffer buffer = tensor.floats();
            for (int i = 0; i < buffer.capacity(); i++) {
                buffer.put(i, (float) (buffer.get(i) * standardDeviation));
            }
            return tensor;
        };
    }

    /** Uniform in ±√(6 / fan-in), for ReLU (He et al. 2015). */
    static Init kaimingUniform() {
        return (seed, shape) -> uniform(Math.sqrt(6.0 / fanIn(shape))).create(seed, shape);
    }

    /** Uniform in ±√(6 / (fan-in + fan-out)) (Glorot and Bengio 2010). */
    static Init xavierUniform() {
        return (seed, shape) ->
                uniform(Math.sqrt(6.0 / (fanIn(shape) + fanOut(shape)))).create(seed, shape);
    }

    /** Normal with standard deviation √(2 / fan-in), for ReLU (He et al. 2015, eq. 10). */
    static Init kaimingNormal() {
        return (seed, shape) -> normal(Math.sqrt(2.0 / fanIn(shape))).create(seed, shape);
    }

    /** Normal with standard deviation √(2 / (fan-in + fan-out)) (Glorot and Bengio 2010, eq. 12). */
    static Init xavierNormal() {
        return (seed, shape) ->
                normal(Math.sqrt(2.0 / (fanIn(shape) + fanOut(shape)))).create(seed, shape);
    }

    /** Uniform in ±1/√fan-in: what PyTorch gives to the weights and biases of a linear layer. */
    static Init uniformByFanIn(long fanIn) {
        return uniform(1 / Math.sqrt(fanIn));
    }

    private static double fanIn(long[] shape) {
        return product(shape) / (double) shape[0];
    }

    private static double fanOut(long[] shape) {
        return product(shape) / (double) shape[1];
    }

    private static long product(long[] shape) {
        long product = 1;
        for (long size : shape) {
            product *= size;
        }
        return product;
    }
}
