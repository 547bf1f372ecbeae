package dev.figment.plugin.vae.measure;

import dev.figment.api.Images;
import dev.figment.api.data.Dataset;
import java.nio.FloatBuffer;
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
final class Pca {
    private static final int READ = 1000;

    private final DMatrixRMaj mean;
    private final DMatrixRMaj components;

    private Pca(DMatrixRMaj mean, DMatrixRMaj components) {
        this.mean = mean;
        this.components = components;
    }

    /**
     * Fits it to all images of a dataset, by the eigenvectors of their covariance.
     *
     * @param count components, those of the greatest variance; more than there are pixels count as all
     */
    static Pca fit(Dataset<Images> data, int count) {
        DMatrixRMaj sum = null;
        DMatrixRMaj products = null;
        for (int from = 0; from < data.size(); from += READ) {
            int to = Math.min(from + READ, data.size());
            DMatrixRMaj rows = rows(data.read(IntStream.range(from, to).toArray()));
            if (sum == null || products == null) {
                sum = new DMatrixRMaj(1, rows.numCols);
                products = new DMatrixRMaj(rows.numCols, rows.numCols);
            }
            CommonOps_DDRM.multAddTransA(rows, rows, products);
            CommonOps_DDRM.addEquals(sum, CommonOps_DDRM.sumCols(rows, null));
        }
        if (sum == null || products == null) {
            throw new IllegalArgumentException(data.name() + " is empty");
        }
        CommonOps_DDRM.scale(1.0 / data.size(), sum);
        CommonOps_DDRM.scale(1.0 / data.size(), products);
        CommonOps_DDRM.multAddTransA(-1, sum, sum, products);
        return new Pca(sum, leading(products, count));
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

    /** The squared error of the images given back, summed over images and pixels. */
    double squaredError(Images images) {
        DMatrixRMaj centred = rows(images);
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

    private static DMatrixRMaj rows(Images images) {
        FloatBuffer pixels = images.pixels().floats();
        DMatrixRMaj rows = new DMatrixRMaj(images.size(), pixels.capacity() / Math.max(1, images.size()));
        for (int i = 0; i < pixels.capacity(); i++) {
            rows.data[i] = pixels.get(i);
        }
        return rows;
    }
}
