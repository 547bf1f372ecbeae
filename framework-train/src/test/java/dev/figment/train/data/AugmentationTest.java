package dev.figment.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.figment.api.Attribute;
import dev.figment.api.Attributed;
import dev.figment.api.Attributes;
import dev.figment.api.ImagePairs;
import dev.figment.api.Images;
import dev.figment.api.Labelled;
import dev.figment.api.Labels;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.train.data.AugmentConfig.Flip;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AugmentationTest {
    private static final NoiseConfig NO_NOISE = NoiseConfig.ofGaussian();
    private static final int[] ALL = IntStream.range(0, 10).toArray();

    private final TestImages images = new TestImages(10, 3, 8, 9);
    private final Seed seed = new Seed(5);

    private static AugmentConfig config(Flip flip, NoiseConfig noise) {
        return new AugmentConfig(null, null, flip, noise);
    }

    private Augmented<Images> augmented(int side, Flip flip, NoiseConfig noise) {
        return new Augmented<>(images, new ImageAugmentation(side, config(flip, noise)));
    }

    private static float at(Images images, int i, int channel, int y, int x) {
        return images.pixels().rows(i, i + 1).floats().get((channel * images.height() + y) * images.width() + x);
    }

    @Test
    void cropsAreWholeSquaresOfTheImageAndReachEveryPlace() {
        Set<Integer> tops = new HashSet<>();
        Set<Integer> lefts = new HashSet<>();
        for (int epoch = 0; epoch < 20; epoch++) {
            Images cut = augmented(6, Flip.NONE, NO_NOISE).read(ALL, seed.at(epoch));
            assertThat(cut.pixels().shape()).containsExactly(10, 3, 6, 6);
            for (int i = 0; i < 10; i++) {
                float corner = at(cut, i, 0, 0, 0) - TestImages.value(i, 0, 0, 0);
                int top = (int) (corner * 1000 + 1e-3);
                int left = Math.round((corner - top / 1000f) * 10000);
                tops.add(top);
                lefts.add(left);
                for (int c = 0; c < 3; c++) {
                    assertThat(at(cut, i, c, 5, 4)).isEqualTo(TestImages.value(i, c, top + 5, left + 4));
                }
            }
        }
        assertThat(tops).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(lefts).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void halfOfTheImagesAreMirroredInEachDirection() {
        int[] mirrored = new int[4];
        for (int epoch = 0; epoch < 100; epoch++) {
            Images flipped = augmented(0, Flip.BOTH, NO_NOISE).read(ALL, seed.at(epoch));
            for (int i = 0; i < 10; i++) {
                int kind = 0;
                for (int candidate = 0; candidate < 4; candidate++) {
                    int y = candidate / 2 == 1 ? 7 : 0;
                    int x = candidate % 2 == 1 ? 8 : 0;
                    kind = at(flipped, i, 1, 0, 0) == TestImages.value(i, 1, y, x) ? candidate : kind;
                }
                mirrored[kind]++;
                assertThat(at(flipped, i, 2, 1, 2))
                        .isEqualTo(TestImages.value(i, 2, kind / 2 == 1 ? 6 : 1, kind % 2 == 1 ? 6 : 2));
            }
        }
        // 250 of 1,000 each, with a standard deviation of 14.
        assertThat(Arrays.stream(mirrored)).allMatch(count -> count > 190 && count < 310);
    }

    @Test
    void oneDirectionIsMirroredAlone() {
        for (int epoch = 0; epoch < 20; epoch++) {
            Images flipped = augmented(0, Flip.HORIZONTAL, NO_NOISE).read(ALL, seed.at(epoch));
            assertThat(at(flipped, 3, 0, 0, 4)).isEqualTo(TestImages.value(3, 0, 0, 4));
        }
    }

    @Test
    void whatASampleBecomesDependsOnSeedEpochAndIndexAlone() {
        NoiseConfig noise =
                new NoiseConfig(List.of(20.0, 50.0), List.of(0.0, 0.2), List.of(0.1), List.of(0.0, 0.1), List.of(0.1));
        Augmented<Images> augmented = augmented(5, Flip.BOTH, noise);
        float[] together = augmented.read(ALL, seed.at(3)).pixels().toFloatArray();
        int each = together.length / 10;
        for (int i : new int[] {7, 0, 9}) {
            float[] alone = augmented.read(new int[] {i}, seed.at(3)).pixels().toFloatArray();
            assertThat(alone).isEqualTo(Arrays.copyOfRange(together, i * each, (i + 1) * each));
        }
        assertThat(augmented.read(ALL, seed.at(4)).pixels().toFloatArray()).isNotEqualTo(together);
        assertThat(augmented.read(ALL, new Seed(6).at(3)).pixels().toFloatArray())
                .isNotEqualTo(together);
    }

    @Test
    void theLoaderGivesTheSameWhateverTheThreadsAndTheStepBegunAt() {
        Augmented<Images> augmented = augmented(5, Flip.BOTH, NoiseConfig.ofGaussian(0.1));
        try (BatchLoader<Images> one = new BatchLoader<>(augmented, 3, seed, 0, 1);
                BatchLoader<Images> four = new BatchLoader<>(augmented, 3, seed, 0, 4);
                BatchLoader<Images> later = new BatchLoader<>(augmented, 3, seed, 5, 2)) {
            for (int step = 0; step < 12; step++) {
                float[] expected = one.next().pixels().toFloatArray();
                assertThat(four.next().pixels().toFloatArray())
                        .as("step " + step)
                        .isEqualTo(expected);
                if (step >= 5) {
                    assertThat(later.next().pixels().toFloatArray())
                            .as("step " + step)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void bothImagesOfAPairAreCutAndMirroredAlikeAndTheInputAloneHasNoise() {
        Images plain = images.read(ALL);
        ImageAugmentation augmentation = new ImageAugmentation(6, config(Flip.BOTH, NoiseConfig.ofGaussian(0.1)));
        ImagePairs pairs = augmentation.ofPairs().random(new ImagePairs(plain, plain), seed::at);
        ImagePairs silent = new ImageAugmentation(6, config(Flip.BOTH, NO_NOISE))
                .ofPairs()
                .random(new ImagePairs(plain, plain), seed::at);
        assertThat(silent.input().pixels().toFloatArray())
                .isEqualTo(silent.target().pixels().toFloatArray())
                .isEqualTo(pairs.target().pixels().toFloatArray())
                .isNotEqualTo(pairs.input().pixels().toFloatArray());
    }

    @Test
    void withoutAnEpochTheCentreIsCutAndNothingElseDone() {
        Images plain = augmented(4, Flip.BOTH, NoiseConfig.ofGaussian(0.3)).read(new int[] {2});
        assertThat(plain.pixels().shape()).containsExactly(1, 3, 4, 4);
        assertThat(at(plain, 0, 1, 0, 0)).isEqualTo(TestImages.value(2, 1, 2, 2));
    }

    @Test
    void labelsStay() {
        Labels labels = new Labels(Tensor.ofLongs(new long[] {4, 2}, 2), List.of());
        Labelled<Images> varied = ImageAugmentation.ofLabelled(new ImageAugmentation(4, config(Flip.BOTH, NO_NOISE)))
                .random(new Labelled<>(images.read(new int[] {1, 2}), labels), seed::at);
        assertThat(varied.labels()).isSameAs(labels);
        assertThat(varied.samples().height()).isEqualTo(4);
    }

    @Test
    void attributesStay() {
        Attributes attributes =
                new Attributes(Tensor.ofFloats(new float[] {1, 0}, 2, 1), List.of(new Attribute("hat", 0, 1)));
        Attributed<Images, Attributes> varied = ImageAugmentation.<Images, Attributes>ofAttributed(
                        new ImageAugmentation(4, config(Flip.BOTH, NO_NOISE)))
                .random(new Attributed<>(images.read(new int[] {1, 2}), attributes), seed::at);
        assertThat(varied.attributes()).isSameAs(attributes);
        assertThat(varied.samples().height()).isEqualTo(4);
        assertThat(SampleShape.of(varied)).isEqualTo(SampleShape.of(varied.samples()));
    }

    @Test
    void refusesToCutMoreThanThereIs() {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> augmented(9, Flip.NONE, NO_NOISE).read(new int[] {0}))
                .withMessageContaining("a square of 9 pixels is to be cut out of images of 9×8")
                .withMessageContaining("'augment.crop'");
    }

    @Test
    void noNoiseGivesTheImagesThemselves() {
        Images plain = images.read(ALL);
        assertThat(new Noise(NO_NOISE).on(plain, seed::at)).isSameAs(plain);
    }

    private static float[] noisy(float level, NoiseConfig config) {
        float[] values = new float[3 * 100 * 100];
        Arrays.fill(values, level);
        Images grey = Images.of(Tensor.ofFloats(values, 1, 3, 100, 100));
        return new Noise(config).on(grey, new Seed(8)::at).pixels().toFloatArray();
    }

    private static double mean(float[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElseThrow();
    }

    private static double deviation(float[] values) {
        double mean = mean(values);
        return Math.sqrt(IntStream.range(0, values.length)
                .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
                .average()
                .orElseThrow());
    }

    private static NoiseConfig only(
            List<Double> poisson, List<Double> speckle, List<Double> saltAndPepper, List<Double> mask) {
        return new NoiseConfig(poisson, List.of(), speckle, saltAndPepper, mask);
    }

    @Test
    void noiseHasTheMomentsAskedFor() {
        float[] gaussian = noisy(0.5f, NoiseConfig.ofGaussian(0.05));
        assertThat(mean(gaussian)).isCloseTo(0.5, within(2e-3));
        assertThat(deviation(gaussian)).isCloseTo(0.05, within(1e-3));
        float[] poisson = noisy(0.5f, only(List.of(40.0), List.of(), List.of(), List.of()));
        assertThat(mean(poisson)).isCloseTo(0.5, within(4e-3));
        assertThat(deviation(poisson)).isCloseTo(Math.sqrt(20) / 40, within(3e-3));
        float[] speckled = noisy(0.5f, only(List.of(), List.of(0.2), List.of(), List.of()));
        assertThat(mean(speckled)).isCloseTo(0.5, within(4e-3));
        assertThat(deviation(speckled)).isCloseTo(0.1, within(3e-3));
    }

    @Test
    void saltAndPepperAndMasksTakeWholePixels() {
        float[] salted = noisy(0.5f, only(List.of(), List.of(), List.of(0.2), List.of()));
        int white = 0;
        int black = 0;
        for (int i = 0; i < 10_000; i++) {
            assertThat(salted[i]).isEqualTo(salted[10_000 + i]).isEqualTo(salted[20_000 + i]);
            white += salted[i] == 1 ? 1 : 0;
            black += salted[i] == 0 ? 1 : 0;
        }
        assertThat(white).isBetween(880, 1120);
        assertThat(black).isBetween(880, 1120);
        float[] masked = noisy(0.5f, only(List.of(), List.of(), List.of(), List.of(0.3)));
        assertThat(mean(masked)).isCloseTo(0.35, within(0.01));
    }

    @Test
    void theStrengthOfGaussianNoiseIsDrawnForEachImage() {
        Images grey = Images.of(Tensor.ofFloats(new float[200 * 900], 200, 1, 30, 30));
        Images noisy = new Noise(NoiseConfig.ofGaussian(0.0, 0.4)).on(grey, seed::at);
        double[] means = IntStream.range(0, 200)
                .mapToDouble(i -> mean(noisy.pixels().rows(i, i + 1).toFloatArray()))
                .sorted()
                .toArray();
        // Half of each image is cut to zero; the mean of what is left is sigma / sqrt(2 pi).
        assertThat(means[0]).isLessThan(0.01);
        assertThat(means[100]).isCloseTo(0.2 / Math.sqrt(2 * Math.PI), within(0.02));
        assertThat(means[199]).isBetween(0.38 / Math.sqrt(2 * Math.PI), 0.42 / Math.sqrt(2 * Math.PI));
    }

    @Test
    void aStrengthIsOneNumberOrTwoInOrderAndInBounds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoiseConfig.ofGaussian(0.1, 0.2, 0.3))
                .withMessage("gaussian takes one number or two, not 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NoiseConfig.ofGaussian(0.2, 0.1))
                .withMessage("gaussian has its smaller number first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> only(List.of(0.5), List.of(), List.of(), List.of()))
                .withMessage("poisson must be from 1 to 500");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> only(List.of(), List.of(Double.NaN), List.of(), List.of()))
                .withMessage("speckle must not be negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> only(List.of(), List.of(), List.of(1.5), List.of()))
                .withMessage("salt-and-pepper must be from 0 to 1");
    }
}
