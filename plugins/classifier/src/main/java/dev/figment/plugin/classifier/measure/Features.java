package dev.figment.plugin.classifier.measure;

import dev.figment.api.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** Rows of features, all of one length, in memory. */
final class Features {
    private final List<float[]> rows = new ArrayList<>();

    /** Adds the rows of a FLOAT32 tensor [samples, …]. */
    void add(Tensor samples) {
        Collections.addAll(rows, samples.toFloatRows());
    }

    /** These and others. */
    Features and(Features others) {
        Features all = new Features();
        all.rows.addAll(rows);
        all.rows.addAll(others.rows);
        return all;
    }

    int size() {
        return rows.size();
    }

    float[] row(int index) {
        return rows.get(index);
    }

    /** [1, features]. */
    DMatrixRMaj mean() {
        return mean(matrix());
    }

    private static DMatrixRMaj mean(DMatrixRMaj matrix) {
        DMatrixRMaj mean = CommonOps_DDRM.sumCols(matrix, null);
        CommonOps_DDRM.scale(1.0 / matrix.numRows, mean);
        return mean;
    }

    /** [features, features], unbiased. */
    DMatrixRMaj covariance() {
        DMatrixRMaj centred = matrix();
        DMatrixRMaj mean = mean(centred);
        for (int row = 0; row < centred.numRows; row++) {
            for (int column = 0; column < centred.numCols; column++) {
                centred.add(row, column, -mean.get(0, column));
            }
        }
        DMatrixRMaj covariance = new DMatrixRMaj(centred.numCols, centred.numCols);
        CommonOps_DDRM.multTransA(1.0 / (size() - 1), centred, centred, covariance);
        return covariance;
    }

    private DMatrixRMaj matrix() {
        DMatrixRMaj matrix = new DMatrixRMaj(size(), rows.get(0).length);
        for (int i = 0; i < size(); i++) {
            for (int k = 0; k < matrix.numCols; k++) {
                matrix.set(i, k, rows.get(i)[k]);
            }
        }
        return matrix;
    }
}
