package dev.figment.plugin.classifier.measure;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The squared Fréchet distance of two Gaussians (Dowson and Landau 1982), as a measure of generated images (Heusel et al.
 * 2017, "FID"): |μ₁ − μ₂|² + tr(Σ₁ + Σ₂ − 2 (Σ₁ Σ₂)^½), where the trace of the root is that of (Σ₁^½ Σ₂ Σ₁^½)^½, which is
 * symmetric.
 */
final class FrechetDistance {
    private FrechetDistance() {}

    static double between(Features a, Features b) {
        DMatrixRMaj difference = a.mean();
        CommonOps_DDRM.subtractEquals(difference, b.mean());
        DMatrixRMaj first = a.covariance();
        DMatrixRMaj second = b.covariance();
        DMatrixRMaj root = root(first);
        DMatrixRMaj product = new DMatrixRMaj(root.numRows, root.numCols);
        DMatrixRMaj between = new DMatrixRMaj(root.numRows, root.numCols);
        CommonOps_DDRM.mult(root, second, product);
        CommonOps_DDRM.mult(product, root, between);
        double roots = 0;
        EigenDecomposition_F64<DMatrixRMaj> eigen = decomposed(between, false);
        for (int i = 0; i < between.numRows; i++) {
            roots += Math.sqrt(Math.max(0, eigen.getEigenvalue(i).getReal()));
        }
        double means = CommonOps_DDRM.elementSum(CommonOps_DDRM.elementMult(difference, difference, null));
        return means + CommonOps_DDRM.trace(first) + CommonOps_DDRM.trace(second) - 2 * roots;
    }

    /** The symmetric root of a covariance. */
    private static DMatrixRMaj root(DMatrixRMaj covariance) {
        int size = covariance.numRows;
        EigenDecomposition_F64<DMatrixRMaj> eigen = decomposed(covariance, true);
        DMatrixRMaj root = new DMatrixRMaj(size, size);
        for (int i = 0; i < size; i++) {
            DMatrixRMaj vector = eigen.getEigenVector(i);
            double value = Math.sqrt(Math.max(0, eigen.getEigenvalue(i).getReal()));
            CommonOps_DDRM.multAddTransB(value, vector, vector, root);
        }
        return root;
    }

    private static EigenDecomposition_F64<DMatrixRMaj> decomposed(DMatrixRMaj matrix, boolean vectors) {
        DMatrixRMaj symmetric = matrix.copy();
        // Rounding makes products a little asymmetric.
        CommonOps_DDRM.addEquals(symmetric, CommonOps_DDRM.transpose(matrix, null));
        CommonOps_DDRM.scale(0.5, symmetric);
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(matrix.numRows, vectors, true);
        if (!eigen.decompose(symmetric)) {
            throw new IllegalStateException("the eigenvalues of a covariance were not found");
        }
        return eigen;
    }
}
