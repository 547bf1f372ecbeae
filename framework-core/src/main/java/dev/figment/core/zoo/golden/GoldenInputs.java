package dev.figment.core.zoo.golden;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.TensorSpec;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Inputs for a model of which nothing is known but its file, always the same for the same file's inputs: a batch of two,
 * or one short sequence without a past; small sizes; real numbers uniform in [0, 1), masks of ones, positions in order, other whole
 * numbers below 10.
 */
public final class GoldenInputs {
    private static final long BATCH = 2;
    private static final long SEQUENCE = 4;

    /** Sizes that are halved several times within a network stay whole. */
    private static final long OTHER = 16;

    private static final long BELOW = 10;

    private GoldenInputs() {}

    /**
     * Makes them.
     *
     * @param inputs the model's
     * @param dimensions the names of their dimensions, by input, as {@link dev.figment.core.onnx.OnnxHeader#dimensions}
     *     gives them
     * @throws FigmentException if an input is of a type that nothing is made up for, or is too large
     */
    public static Map<String, Tensor> of(List<TensorSpec> inputs, Map<String, List<String>> dimensions) {
        boolean sequences = dimensions.values().stream().flatMap(List::stream).anyMatch(GoldenInputs::isLength);
        Map<String, Tensor> made = new LinkedHashMap<>();
        for (TensorSpec spec : inputs) {
            List<String> names = dimensions.getOrDefault(spec.name(), List.of());
            made.put(spec.name(), input(spec, shape(spec, names, sequences ? 1 : BATCH)));
        }
        return made;
    }

    private static long[] shape(TensorSpec spec, List<String> names, long batch) {
        long[] shape = new long[spec.shape().size()];
        for (int axis = 0; axis < shape.length; axis++) {
            long fixed = spec.shape().get(axis);
            shape[axis] = fixed >= 0 ? fixed : size(axis, axis < names.size() ? names.get(axis) : "", batch);
        }
        return shape;
    }

    /** The names are those that exporters agree on; a name's size is the same wherever it stands. */
    private static long size(int axis, String name, long batch) {
        if (name.contains("past") && !name.contains("+") && !name.contains("total")) {
            return 0;
        }
        if (isLength(name)) {
            return SEQUENCE;
        }
        return axis == 0 || name.contains("batch") ? batch : OTHER;
    }

    private static boolean isLength(String name) {
        return name.contains("seq") || name.contains("length") || name.contains("token");
    }

    private static Tensor input(TensorSpec spec, long[] shape) {
        Tensor tensor;
        try {
            tensor = Tensor.allocate(spec.type(), shape);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw refused(spec, "it is too large: " + e.getMessage());
        }
        Seed seed = new Seed(0).child(spec.name());
        ByteBuffer bytes = tensor.bytes();
        for (int i = 0; i < tensor.count(); i++) {
            put(bytes, spec, seed, i, shape);
        }
        return tensor;
    }

    private static void put(ByteBuffer bytes, TensorSpec spec, Seed seed, int index, long[] shape) {
        switch (spec.type()) {
            case FLOAT32 -> bytes.putFloat((float) seed.uniform(index));
            case FLOAT64 -> bytes.putDouble(seed.uniform(index));
            case INT64 -> bytes.putLong(whole(spec.name(), seed, index, shape));
            case INT32 -> bytes.putInt((int) whole(spec.name(), seed, index, shape));
            case UINT8, INT8 -> bytes.put((byte) whole(spec.name(), seed, index, shape));
            case BOOL -> bytes.put((byte) 1);
            case FLOAT16 -> throw refused(spec, "no input is made up of " + ElementType.FLOAT16);
        }
    }

    private static long whole(String input, Seed seed, int index, long[] shape) {
        if (shape.length == 0 || (shape.length == 1 && shape[0] == 1) || input.contains("mask")) {
            return 1;
        }
        return input.contains("position") ? index % shape[shape.length - 1] : seed.below(index, BELOW);
    }

    private static FigmentException refused(TensorSpec spec, String reason) {
        return FigmentException.user(
                Problem.of("no-golden-input", "", "no input can be made up for " + spec + ", since " + reason)
                        .fix("give inputs: --golden-input FILE.onnx=INPUTS.safetensors"));
    }
}
