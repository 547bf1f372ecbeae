package dev.figment.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Discriminator;
import dev.figment.api.ElementType;
import dev.figment.api.Generator;
import dev.figment.api.Images;
import dev.figment.api.Latents;
import dev.figment.api.Scores;
import dev.figment.api.Tensor;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A right generator and a right discriminator keep their contracts; each wrong one breaks its own where it is wrong. */
class GenerativeContractsTest {
    private static final Pixels PIXELS = new Pixels();

    private static Scores brightness(Images images, DoubleUnaryOperator change) {
        Tensor values = Tensor.allocate(ElementType.FLOAT32, images.size());
        for (int i = 0; i < images.size(); i++) {
            values.floats().put(i, (float)
                    change.applyAsDouble(images.pixels().rows(i, i + 1).floats().get(0)));
        }
        return new Scores(values, images.names());
    }

    private static DiscriminatorContract<Images> judging(Discriminator<Images> discriminator) {
        return new DiscriminatorContract<>() {
            @Override
            public Discriminator<Images> discriminator() {
                return discriminator;
            }

            @Override
            public Medium<Images> medium() {
                return Medium.IMAGES;
            }

            @Override
            public Images samples() {
                return Pixels.images();
            }
        };
    }

    private static GeneratorContract<Latents, Images> generating(Generator<Latents, Images> generator) {
        return new GeneratorContract<>() {
            @Override
            public Generator<Latents, Images> generator() {
                return generator;
            }

            @Override
            public Medium<Latents> takes() {
                return Medium.LATENTS;
            }

            @Override
            public Medium<Images> medium() {
                return Medium.IMAGES;
            }

            @Override
            public Latents conditions() {
                return PIXELS.encode(Pixels.images());
            }
        };
    }

    private static <C> void breaks(C contract, Consumer<C> test, String message) {
        assertThatThrownBy(() -> test.accept(contract))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
    }

    @Nested
    class ARightDiscriminator implements DiscriminatorContract<Images> {
        @Override
        public Discriminator<Images> discriminator() {
            return images -> brightness(images, value -> value);
        }

        @Override
        public Medium<Images> medium() {
            return Medium.IMAGES;
        }

        @Override
        public Images samples() {
            return Pixels.images();
        }
    }

    @Nested
    class ARightGenerator implements GeneratorContract<Latents, Images> {
        @Override
        public Generator<Latents, Images> generator() {
            return (condition, at) -> PIXELS.decode(condition);
        }

        @Override
        public Medium<Latents> takes() {
            return Medium.LATENTS;
        }

        @Override
        public Medium<Images> medium() {
            return Medium.IMAGES;
        }

        @Override
        public Latents conditions() {
            return PIXELS.encode(Pixels.images());
        }
    }

    @Test
    void scoresThatAreNoProbabilitiesBreakIt() {
        breaks(
                judging(images -> brightness(images, value -> value + 1.5)),
                DiscriminatorContract::givesEachSampleAProbability,
                "value 0 of 'values'");
    }

    @Test
    void namesThatAreLostBreakIt() {
        breaks(
                judging(images -> new Scores(brightness(images, value -> value).values(), java.util.List.of())),
                DiscriminatorContract::givesEachSampleAProbability,
                "names");
    }

    @Test
    void scoresThatDependOnTheBatchBreakIt() {
        breaks(
                judging(images -> brightness(images, value -> value / images.size())),
                DiscriminatorContract::judgesASampleTheSameWhateverItsBatchMates,
                "samples from 0 in a batch of 1");
    }

    @Test
    void randomnessThatIsNotOfTheSamplesOwnSeedBreaksIt() {
        breaks(
                generating(
                        (condition, at) -> noise(condition, i -> at.stepSeed().uniform(i))),
                GeneratorContract::generatesTheSameWhereverTheFlowIsCut,
                "in a batch of");
        generating((condition, at) -> noise(condition, i -> at.seed(i).uniform(0)))
                .generatesTheSameWhereverTheFlowIsCut();
    }

    @Test
    void randomnessOfItsOwnBreaksIt() {
        breaks(
                generating((condition, at) -> noise(condition, i -> Math.random())),
                GeneratorContract::generatesTheSameFromTheSameSeed,
                "the second call");
    }

    private static Images noise(Latents condition, IntToDoubleFunction value) {
        Tensor pixels = Tensor.allocate(ElementType.FLOAT32, condition.size(), 1, 1, 1);
        for (int i = 0; i < condition.size(); i++) {
            pixels.floats().put(i, (float) value.applyAsDouble(i));
        }
        return new Images(pixels, condition.names());
    }
}
