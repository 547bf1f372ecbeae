package dev.figment.plugin.vae.statistics;

import dev.figment.api.Batch;
import dev.figment.api.Tensor;
import dev.figment.api.data.Dataset;
import java.nio.FloatBuffer;
import java.util.function.Function;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;

/** Mean and covariance of rows of numbers, which are added in parts. */
public final class Moments {
    private static final int READ = 1000;

    private @Nullable DMatrixRMaj sum;
    private @Nullable DMatrixRMaj products;
    private long count;

    /** Those of all samples of a dataset, each a row of the numbers that a function gives for a batch [samples, …]. */
    public static <T extends Batch> Moments of(Dataset<T> data, Function<T, Tensor> numbers) {
        Moments moments = new Moments();
        data.batches(READ).forEachRemaining(batch -> moments.add(numbers.apply(batch)));
        return moments;
    }

    /** Adds rows [samples, …], each of as many numbers as those before. */
    public void add(Tensor samples) {
        DMatrixRMaj rows = rows(samples);
        if (sum == null || products == null) {
            sum = new DMatrixRMaj(1, rows.numCols);
            products = new DMatrixRMaj(rows.numCols, rows.numCols);
        }
        CommonOps_DDRM.multAddTransA(rows, rows, products);
        CommonOps_DDRM.addEquals(sum, CommonOps_DDRM.sumCols(rows, null));
        count += rows.numRows;
    }

    static DMatrixRMaj rows(Tensor samples) {
        FloatBuffer values = samples.floats();
        int size = Math.toIntExact(samples.dim(0));
        DMatrixRMaj rows = new DMatrixRMaj(size, values.capacity() / Math.max(1, size));
        for (int i = 0; i < values.capacity(); i++) {
            rows.data[i] = values.get(i);
        }
        return rows;
    }

    /** [1, numbers]. */
    DMatrixRMaj meanRow() {
        if (sum == null) {
            throw new IllegalStateException("nothing was added");
        }
        DMatrixRMaj mean = sum.copy();
        CommonOps_DDRM.scale(1.0 / count, mean);
        return mean;
    }

    /** [numbers, numbers], divided by the number of rows. */
    DMatrixRMaj covarianceMatrix() {
        if (products == null) {
            throw new IllegalStateException("nothing was added");
        }
        DMatrixRMaj covariance = products.copy();
        DMatrixRMaj mean = meanRow();
        CommonOps_DDRM.scale(1.0 / count, covariance);
        CommonOps_DDRM.multAddTransA(-1, mean, mean, covariance);
        return covariance;
    }

    /** FLOAT32 [numbers]. */
    public Tensor mean() {
        DMatrixRMaj mean = meanRow();
        return floats(mean, mean.numCols);
    }

    /**
     * The inverse of the covariance: FLOAT32 [numbers, numbers].
     *
     * @param ridge what is added to each variance first, so that there is an inverse where one is nothing
     */
    public Tensor precision(double ridge) {
        DMatrixRMaj matrix = covarianceMatrix();
        CommonOps_DDRM.addEquals(matrix, ridge, CommonOps_DDRM.identity(matrix.numCols));
        if (!CommonOps_DDRM.invert(matrix)) {
            throw new IllegalStateException("a covariance has no inverse");
        }
        return floats(matrix, matrix.numRows, matrix.numCols);
    }

    static Tensor floats(DMatrixRMaj matrix, long... shape) {
        float[] values = new float[matrix.getNumElements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) matrix.data[i];
        }
        return Tensor.ofFloats(values, shape);
    }
}
