package dev.figment.plugin.vae.statistics;

import dev.figment.api.Tensor;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Principal component analysis (Pearson 1901): of all linear maps to a few numbers and back, the one with the least
 * squared error on the samples that it is fitted to.
 */
public final class Pca {
    private final DMatrixRMaj mean;
    private final DMatrixRMaj components;

    private Pca(DMatrixRMaj mean, DMatrixRMaj components) {
        this.mean = mean;
        this.components = components;
    }

    /**
     * That of samples with these moments, by the eigenvectors of their covariance.
     *
     * @param count components, those of the greatest variance; more than a sample has numbers count as all
     */
    public static Pca of(Moments moments, int count) {
        return new Pca(moments.meanRow(), leading(moments.covarianceMatrix(), count));
    }

    private static DMatrixRMaj leading(DMatrixRMaj covariance, int count) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(covariance.numCols, true, true);
        if (!eigen.decompose(covariance)) {
            throw new IllegalStateException("the eigenvectors of a covariance were not found");
        }
        int[] order = IntStream.range(0, covariance.numCols)
                .boxed()
                .sorted(Comparator.comparingDouble(
                        (Integer i) -> -eigen.getEigenvalue(i).getReal()))
                .mapToInt(Integer::intValue)
                .limit(count)
                .toArray();
        DMatrixRMaj components = new DMatrixRMaj(order.length, covariance.numCols);
        for (int i = 0; i < order.length; i++) {
            CommonOps_DDRM.insert(CommonOps_DDRM.transpose(eigen.getEigenVector(order[i]), null), components, i, 0);
        }
        return components;
    }

    /** FLOAT32 [numbers]. */
    public Tensor mean() {
        return Moments.floats(mean, mean.numCols);
    }

    /** Of length 1 and orthogonal, that of the greatest variance first: FLOAT32 [components, numbers]. */
    public Tensor components() {
        return Moments.floats(components, components.numRows, components.numCols);
    }

    /** The squared error of samples [samples, …] given back, summed over samples and numbers. */
    public double squaredError(Tensor samples) {
        DMatrixRMaj centred = Moments.rows(samples);
        for (int row = 0; row < centred.numRows; row++) {
            for (int column = 0; column < centred.numCols; column++) {
                centred.add(row, column, -mean.get(0, column));
            }
        }
        DMatrixRMaj codes = new DMatrixRMaj(centred.numRows, components.numRows);
        CommonOps_DDRM.multTransB(centred, components, codes);
        CommonOps_DDRM.multAdd(-1, codes, components, centred);
        return CommonOps_DDRM.elementSum(CommonOps_DDRM.elementMult(centred, centred, null));
    }
}
