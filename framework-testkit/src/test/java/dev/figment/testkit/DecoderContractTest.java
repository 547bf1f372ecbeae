package dev.figment.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Decoder;
import dev.figment.api.Images;
import dev.figment.api.Latents;
import dev.figment.api.Tensor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A right decoder keeps the contract; each wrong one breaks it where it is wrong. */
class DecoderContractTest {
    private final Pixels right = new Pixels();

    private static DecoderContract<Images> of(Decoder<Images> decoder) {
        return new DecoderContract<>() {
            @Override
            public Decoder<Images> decoder() {
                return decoder;
            }

            @Override
            public Medium<Images> medium() {
                return Medium.IMAGES;
            }
        };
    }

    @Nested
    class OfARightDecoder implements DecoderContract<Images> {
        @Override
        public Decoder<Images> decoder() {
            return right;
        }

        @Override
        public Medium<Images> medium() {
            return Medium.IMAGES;
        }
    }

    /** Decodes as this function does; its latents have two numbers. */
    private record Wrong(UnaryOperator<Latents> before, UnaryOperator<Images> after) implements Decoder<Images> {
        @Override
        public Images decode(Latents latents) {
            return after.apply(new Pixels().decode(before.apply(latents)));
        }

        @Override
        public long[] latentShape() {
            return new long[] {2};
        }
    }

    private static Decoder<Images> before(UnaryOperator<Latents> change) {
        return new Wrong(change, images -> images);
    }

    private static Decoder<Images> after(UnaryOperator<Images> change) {
        return new Wrong(latents -> latents, change);
    }

    private static void assertBroken(
            Consumer<DecoderContract<Images>> test, Decoder<Images> wrong, String expectedMessage) {
        assertThatThrownBy(() -> test.accept(of(wrong)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(expectedMessage);
    }

    @Test
    void namesThatAreDroppedBreakIt() {
        assertBroken(
                DecoderContract::decodesEachLatentToASampleOfItsName,
                after(images -> Images.of(images.pixels())),
                "names");
    }

    @Test
    void valuesOutOfTheMediumsRangeBreakIt() {
        assertBroken(
                DecoderContract::decodesEachLatentToASampleOfItsName,
                after(images -> {
                    images.pixels().floats().put(2, 1.5f);
                    return images;
                }),
                "value 2 of 'pixels'");
    }

    @Test
    void statisticsOfTheBatchBreakIt() {
        assertBroken(
                DecoderContract::decodesALatentTheSameWhateverItsBatchMates,
                after(images -> {
                    images.pixels().floats().put(0, 1f / images.size());
                    return images;
                }),
                "latents from 0 in a batch of 1");
    }

    @Test
    void anInfluenceOfTheVarianceBreaksIt() {
        assertBroken(
                DecoderContract::decodesTheMeanAlone,
                before(latents -> {
                    Tensor mean = Pixels.copy(latents.mean(), latents.mean().shape());
                    mean.floats().put(0, latents.logVariance() == null ? 0 : 1);
                    return new Latents(mean, null, latents.names());
                }),
                "with and without a log-variance");
    }

    @Test
    void randomnessBreaksIt() {
        AtomicInteger calls = new AtomicInteger();
        assertBroken(
                DecoderContract::decodesTheSameToTheSame,
                after(images -> {
                    images.pixels().floats().put(0, calls.incrementAndGet() / 10f);
                    return images;
                }),
                "the second call");
    }

    @Test
    void aChangeToTheLatentsBreaksIt() {
        assertBroken(
                DecoderContract::decodesWithoutAChangeToTheLatents,
                before(latents -> {
                    latents.mean().floats().put(0, 9);
                    return latents;
                }),
                "the input after the call");
    }

    @Test
    void callsThatDisturbEachOtherBreakIt() {
        Thread own = Thread.currentThread();
        AtomicBoolean first = new AtomicBoolean(true);
        assertBroken(
                DecoderContract::decodesOnSeveralThreadsAtOnce,
                after(images -> {
                    if (!Thread.currentThread().equals(own) && first.getAndSet(false)) {
                        images.pixels().floats().put(0, 0.01f);
                    }
                    return images;
                }),
                "among calls");
    }

    @Test
    void samplesMadeOfNothingBreakIt() {
        assertBroken(
                DecoderContract::decodesNoLatentsToNoSamples,
                after(images -> images.size() == 0 ? Pixels.images() : images),
                "samples");
    }

    @Test
    void latentsOfAnotherShapeThatAreTakenBreakIt() {
        assertBroken(
                DecoderContract::refusesLatentsOfAnotherShape,
                before(latents -> Latents.of(Tensor.ofFloats(new float[2], 1, 2))),
                "for latents of another shape");
    }

    @Test
    void aLatentShapeThatOthersCanChangeBreaksIt() {
        long[] shared = {2};
        Decoder<Images> wrong = new Decoder<>() {
            @Override
            public Images decode(Latents latents) {
                return right.decode(latents);
            }

            @Override
            public long[] latentShape() {
                return shared;
            }
        };
        assertBroken(DecoderContract::keepsItsLatentShape, wrong, "latent shape after a change");
    }
}
