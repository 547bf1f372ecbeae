package dev.figment.train.nn;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import java.nio.FloatBuffer;

/** Initial values of a parameter, with the definitions that PyTorch documents; {@link Fan} says how fans are counted. */
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
        return kaimingUniform(Gain.RELU, Fan.IN);
    }

    /** Uniform in ±gain √(3 / fan); PyTorch's {@code a} is the slope in {@link Gain#leakyRelu}. */
    static Init kaimingUniform(double gain, Fan fan) {
        return (seed, shape) -> uniform(gain * Math.sqrt(3 / fan.of(shape))).create(seed, shape);
    }

    /** Normal with standard deviation √(2 / fan-in), for ReLU (He et al. 2015, eq. 10). */
    static Init kaimingNormal() {
        return kaimingNormal(Gain.RELU, Fan.IN);
    }

    /** Normal with standard deviation gain / √fan; PyTorch's {@code a} is the slope in {@link Gain#leakyRelu}. */
    static Init kaimingNormal(double gain, Fan fan) {
        return (seed, shape) -> normal(gain / Math.sqrt(fan.of(shape))).create(seed, shape);
    }

    /** Uniform in ±√(6 / (fan-in + fan-out)) (Glorot and Bengio 2010, eq. 16). */
    static Init xavierUniform() {
        return xavierUniform(Gain.LINEAR);
    }

    /** Uniform in ±gain √(6 / (fan-in + fan-out)). */
    static Init xavierUniform(double gain) {
        return (seed, shape) -> uniform(gain * Math.sqrt(6 / (Fan.IN.of(shape) + Fan.OUT.of(shape))))
                .create(seed, shape);
    }

    /** Normal with standard deviation √(2 / (fan-in + fan-out)) (Glorot and Bengio 2010, eq. 12). */
    static Init xavierNormal() {
        return xavierNormal(Gain.LINEAR);
    }

    /** Normal with standard deviation gain √(2 / (fan-in + fan-out)). */
    static Init xavierNormal(double gain) {
        return (seed, shape) -> normal(gain * Math.sqrt(2 / (Fan.IN.of(shape) + Fan.OUT.of(shape))))
                .create(seed, shape);
    }

    /**
     * Orthonormal rows or columns, whichever are fewer, times a gain; the weight is seen as a matrix of its first axis by
     * all others (Saxe et al. 2014).
     */
    static Init orthogonal(double gain) {
        return new Orthogonal(gain);
    }

    /**
     * Normal with mean 0, within bounds. As in PyTorch the bounds are values and not multiples of the standard deviation,
     * which is that before what lies outside of them is drawn again.
     *
     * @throws IllegalArgumentException if the bounds are not around 0, or closer together than one standard deviation
     */
    static Init truncatedNormal(double standardDeviation, double low, double high) {
        return new TruncatedNormal(standardDeviation, low, high);
    }

    /** Uniform in ±1/√fan-in: what PyTorch gives to the weights and biases of a linear layer. */
    static Init uniformByFanIn(long fanIn) {
        return uniform(1 / Math.sqrt(fanIn));
    }
}
