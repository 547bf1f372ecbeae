package dev.figment.plugin.classifier.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.junit.jupiter.api.Test;

class DistancesTest {
    private static Features features(int columns, float... values) {
        Features features = new Features();
        features.add(Tensor.ofFloats(values, values.length / columns, columns));
        return features;
    }

    /** Numbers from −1 to 1, mixed, and moved. */
    private static Features drawn(int count, int size, long seed, double moved) {
        float[] values = new float[count * size];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < size; k++) {
                double sum = moved;
                for (int m = 0; m <= k; m++) {
                    double weight = 0.5 + new Seed(seed + 100).at(k).uniform(m);
                    sum += weight * (2 * new Seed(seed).at(i).uniform(m) - 1);
                }
                values[i * size + k] = (float) sum;
            }
        }
        return features(size, values);
    }

    @Test
    void alongTheAxesTheFrechetDistanceIsThatOfMeansAndDeviations() {
        // Four points each: variances of ⅔ s² along both axes.
        Features a = features(2, 1, 0, -1, 0, 0, 2, 0, -2);
        Features b = features(2, 8, 4, 2, 4, 5, 5, 5, 3);
        double deviation = Math.sqrt(2 / 3.0);
        double expected = 25 + 16 + Math.pow(deviation * (3 - 1), 2) + Math.pow(deviation * (2 - 1), 2);
        assertThat(FrechetDistance.between(a, b)).isCloseTo(expected, within(1e-5));
        assertThat(FrechetDistance.between(b, a)).isCloseTo(expected, within(1e-5));
        assertThat(FrechetDistance.between(a, a)).isCloseTo(0, within(1e-9));
    }

    @Test
    void theTraceOfTheRootIsThatOfTheProductsEigenvalues() {
        Features a = drawn(300, 4, 1, 0);
        Features b = drawn(200, 4, 2, 0.3);
        DMatrixRMaj product = new DMatrixRMaj(4, 4);
        CommonOps_DDRM.mult(a.covariance(), b.covariance(), product);
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(4, false, false);
        assertThat(eigen.decompose(product)).isTrue();
        double expected = CommonOps_DDRM.trace(a.covariance()) + CommonOps_DDRM.trace(b.covariance());
        for (int i = 0; i < 4; i++) {
            expected += Math.pow(a.mean().get(i) - b.mean().get(i), 2);
            expected -= 2 * Math.sqrt(eigen.getEigenvalue(i).getReal());
        }
        assertThat(FrechetDistance.between(a, b)).isCloseTo(expected, within(1e-9));
    }

    @Test
    void theKernelDistanceOfAFewIsThatOfItsDefinition() {
        Features a = features(2, 1, 0, 0, 1);
        Features b = features(2, 2, 2, 0, 0);
        // (x·y / 2 + 1)³: within a 1, within b 1, across 8, 8, 1, 1.
        assertThat(new KernelDistance(new Seed(1)).between(a, b)).isCloseTo(1 + 1 - 2 * 18 / 4.0, within(1e-9));
    }

    @Test
    void theKernelDistanceOfOneDistributionIsAboutNothing() {
        KernelDistance distance = new KernelDistance(new Seed(1));
        Features a = drawn(3000, 4, 1, 0);
        double same = distance.between(a, drawn(3000, 4, 1, 0));
        double moved = distance.between(a, drawn(3000, 4, 1, 0.5));
        assertThat(Math.abs(same)).isLessThan(0.1 * moved);
        assertThat(distance.between(a, drawn(3000, 4, 1, 0.5))).isEqualTo(moved);
    }
}
