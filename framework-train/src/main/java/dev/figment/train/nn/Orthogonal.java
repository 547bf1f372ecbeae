package dev.figment.train.nn;

import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import java.nio.FloatBuffer;

/**
 * Random weights that, as a matrix of the first axis by all others, have orthonormal rows or columns, whichever are fewer
 * (Saxe et al. 2014), times a gain. They are the Q of the QR decomposition of a normal matrix with R's diagonal positive,
 * and so uniform over all such matrices (Mezzadri 2007).
 */
record Orthogonal(double gain) implements Init {
    @Override
    public Tensor create(Seed seed, long... shape) {
        if (shape.length < 2) {
            throw new IllegalArgumentException("a parameter of rank " + shape.length + " cannot be orthogonal");
        }
        Tensor tensor = Tensor.allocate(ElementType.FLOAT32, shape);
        seed.fillNormal(tensor.floats());
        FloatBuffer numbers = tensor.floats();
        int rows = (int) shape[0];
        int columns = tensor.count() / Math.max(1, rows);
        boolean wide = rows < columns;
        int count = wide ? rows : columns;
        int length = wide ? columns : rows;
        double[][] vectors = new double[count][length];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < length; j++) {
                vectors[i][j] = numbers.get(wide ? i * columns + j : j * columns + i);
            }
        }
        orthonormalize(vectors);
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < length; j++) {
                numbers.put(wide ? i * columns + j : j * columns + i, (float) (gain * vectors[i][j]));
            }
        }
        return tensor;
    }

    /** Gram and Schmidt's, twice for each vector: once leaves an error (Giraud et al. 2005). */
    private static void orthonormalize(double[][] vectors) {
        for (int i = 0; i < vectors.length; i++) {
            for (int again = 0; again < 2; again++) {
                for (int k = 0; k < i; k++) {
                    double along = dot(vectors[i], vectors[k]);
                    for (int j = 0; j < vectors[i].length; j++) {
                        vectors[i][j] -= along * vectors[k][j];
                    }
                }
            }
            double norm = Math.sqrt(dot(vectors[i], vectors[i]));
            for (int j = 0; j < vectors[i].length; j++) {
                vectors[i][j] /= norm;
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
