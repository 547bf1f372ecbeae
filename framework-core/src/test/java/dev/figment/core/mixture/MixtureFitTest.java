package dev.figment.core.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MixtureFitTest {
    private static final double FLOOR = 1e-6;

    /** Two thirds around (5, 1) with a correlation of 0.8 and standard deviations 1 and 2, the rest around (−5, 0). */
    private static final GaussianMixture KNOWN = new GaussianMixture(
            List.of(2 / 3.0, 1 / 3.0),
            List.of(
                    new FullGaussian(new double[] {5, 1}, new double[][] {{1}, {1.6, 1.2}}),
                    new FullGaussian(new double[] {-5, 0}, new double[][] {{0.5}, {0, 0.5}})));

    private static double[][] drawn(GaussianMixture mixture, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> mixture.draw(new Seed(11).at(i)))
                .toArray(double[][]::new);
    }

    private static double meanLogDensity(GaussianMixture mixture, double[][] points) {
        return Arrays.stream(points).mapToDouble(mixture::logDensity).average().orElseThrow();
    }

    @Test
    void findsAKnownMixtureAgain() {
        GaussianMixture found = new MixtureFit(2, Covariance.FULL, FLOOR).of(drawn(KNOWN, 6000), new Seed(1));
        int larger = found.weights().get(0) > 0.5 ? 0 : 1;
        assertThat(found.weights().get(larger)).isCloseTo(2 / 3.0, within(0.03));
        FullGaussian first = (FullGaussian) found.components().get(larger);
        FullGaussian second = (FullGaussian) found.components().get(1 - larger);
        assertThat(first.mean()).containsExactly(new double[] {5, 1}, within(0.1));
        assertThat(first.factor()[0][0]).isCloseTo(1, within(0.05));
        assertThat(first.factor()[1]).containsExactly(new double[] {1.6, 1.2}, within(0.08));
        assertThat(second.mean()).containsExactly(new double[] {-5, 0}, within(0.05));
        assertThat(second.factor()[1]).containsExactly(new double[] {0, 0.5}, within(0.04));
    }

    @Test
    void aFullCovarianceFitsWhatIsCorrelatedBetterThanADiagonalOne() {
        double[][] points = drawn(KNOWN, 2000);
        double full = meanLogDensity(new MixtureFit(2, Covariance.FULL, FLOOR).of(points, new Seed(1)), points);
        double diagonal = meanLogDensity(new MixtureFit(2, Covariance.DIAGONAL, FLOOR).of(points, new Seed(1)), points);
        // −½ log(1 − 0.8²) nats for two thirds of the points.
        assertThat(full - diagonal).isCloseTo(2 / 3.0 * 0.511, within(0.04));
        assertThat(full).isGreaterThanOrEqualTo(meanLogDensity(KNOWN, points));
    }

    @ParameterizedTest
    @EnumSource
    void theSameSeedFitsTheSame(Covariance covariance) {
        double[][] points = drawn(KNOWN, 300);
        MixtureFit fit = new MixtureFit(5, covariance, FLOOR);
        double[] point = {0.3, -0.7};
        double once = fit.of(points, new Seed(3)).logDensity(point);
        assertThat(fit.of(points, new Seed(3)).logDensity(point)).isEqualTo(once);
        assertThat(fit.of(points, new Seed(4)).logDensity(point)).isNotEqualTo(once);
    }

    /** Points that are all alike but one: of three components two would stand for one point or for none. */
    @ParameterizedTest
    @EnumSource
    void componentsThatDieBeginAnew(Covariance covariance) {
        double[][] points = new double[40][];
        Arrays.fill(points, new double[] {1, 2, 3});
        points[17] = new double[] {4, 4, 4};
        GaussianMixture found = new MixtureFit(3, covariance, 0.01).of(points, new Seed(1));
        assertThat(found.weights()).allSatisfy(weight -> assertThat(weight).isGreaterThanOrEqualTo(1 / 40.0));
        assertThat(found.weights().stream().mapToDouble(w -> w).sum()).isCloseTo(1, within(1e-9));
        assertThat(found.logDensity(points[0])).isFinite().isGreaterThan(0);
        assertThat(found.draw(new Seed(5))).hasSize(3).doesNotContain(Double.NaN);
    }

    @Test
    void oneComponentHasTheMomentsOfThePoints() {
        double[][] points = {{0, 0}, {2, 0}, {0, 4}, {2, 4}};
        for (Covariance covariance : Covariance.values()) {
            Gaussian found = new MixtureFit(1, covariance, 0.5)
                    .of(points, new Seed(1))
                    .components()
                    .get(0);
            assertThat(found.mean()).containsExactly(1, 2);
            // Variances 1 and 4, and the floor.
            double expected = -0.5 * (2 * Math.log(2 * Math.PI) + Math.log(1.5) + Math.log(4.5) + 1 / 1.5 + 1 / 4.5);
            assertThat(found.logDensity(new double[] {2, 3})).isCloseTo(expected, within(1e-12));
        }
    }

    @Test
    void farPointsHaveAFiniteDensity() {
        assertThat(KNOWN.logDensity(new double[] {1e4, -1e4})).isFinite().isLessThan(-1e6);
        assertThat(GaussianMixture.logSumExp(new double[] {-1e6, -1e6})).isCloseTo(-1e6 + Math.log(2), within(1e-9));
    }

    @Test
    void drawsComponentsAsOftenAsTheyWeigh() {
        double[][] points = drawn(KNOWN, 4000);
        double right = Arrays.stream(points).filter(point -> point[0] > 0).count() / 4000.0;
        // The standard error is 0.0075.
        assertThat(right).isCloseTo(2 / 3.0, within(0.03));
    }
}
