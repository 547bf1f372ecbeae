package dev.figment.train.nn;

/**
 * How many numbers meet in one, counted as PyTorch documents it: a weight has the shape [out, in, kernel…]. A transposed
 * convolution's, [in, out, kernel…], is counted by its axes all the same, so that what is called its fan-in comes from
 * its outputs.
 */
public enum Fan {
    /** Axis 1 × the kernel: keeps the spread of the values of the forward pass. */
    IN {
        @Override
        double of(long[] shape) {
            return count(shape, 0);
        }
    },

    /** Axis 0 × the kernel: keeps the spread of the gradients of the backward pass. */
    OUT {
        @Override
        double of(long[] shape) {
            return count(shape, 1);
        }
    };

    abstract double of(long[] shape);

    private static double count(long[] shape, int without) {
        if (shape.length < 2) {
            throw new IllegalArgumentException("a parameter of rank " + shape.length + " has no fans");
        }
        double count = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            count *= axis == without ? 1 : shape[axis];
        }
        return count;
    }
}
