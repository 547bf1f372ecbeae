package dev.figment.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Encoder;
import dev.figment.api.Images;
import dev.figment.api.Latents;
import dev.figment.api.Tensor;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A right encoder keeps the contract; each wrong one breaks it where it is wrong. */
class EncoderContractTest {
    private final Pixels right = new Pixels();

    private static EncoderContract<Images> of(Encoder<Images> encoder, Images samples) {
        return new EncoderContract<>() {
            @Override
            public Encoder<Images> encoder() {
                return encoder;
            }

            @Override
            public Medium<Images> medium() {
                return Medium.IMAGES;
            }

            @Override
            public Images samples() {
                return samples;
            }

            @Override
            public Images misfits() {
                return Pixels.misfits();
            }
        };
    }

    @Nested
    class OfARightEncoder implements EncoderContract<Images> {
        @Override
        public Encoder<Images> encoder() {
            return right;
        }

        @Override
        public Medium<Images> medium() {
            return Medium.IMAGES;
        }

        @Override
        public Images samples() {
            return Pixels.images();
        }

        @Override
        public Images misfits() {
            return Pixels.misfits();
        }
    }

    private static void assertBroken(
            Consumer<EncoderContract<Images>> test, Encoder<Images> wrong, String expectedMessage) {
        assertThatThrownBy(() -> test.accept(of(wrong, Pixels.images())))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(expectedMessage);
    }

    @Test
    void namesThatAreDroppedBreakIt() {
        assertBroken(
                EncoderContract::encodesEachSampleToALatentOfItsName,
                samples -> Latents.of(right.encode(samples).mean()),
                "names");
    }

    @Test
    void latentsThatAreMissingBreakIt() {
        assertBroken(
                EncoderContract::encodesEachSampleToALatentOfItsName,
                samples -> Latents.of(right.encode(samples).mean().rows(0, 1)),
                "latents");
    }

    @Test
    void latentsThatAreNoNumbersBreakIt() {
        assertBroken(
                EncoderContract::encodesEachSampleToALatentOfItsName,
                samples -> {
                    Latents latents = right.encode(samples);
                    latents.mean().floats().put(1, Float.NaN);
                    return latents;
                },
                "value 1 of 'mean'");
    }

    /** As a network does whose batch normalisation was left in training mode. */
    @Test
    void statisticsOfTheBatchBreakIt() {
        assertBroken(
                EncoderContract::encodesASampleTheSameWhateverItsBatchMates,
                samples -> {
                    Latents latents = right.encode(samples);
                    float[] values = latents.mean().toFloatArray();
                    float sum = 0;
                    for (float value : values) {
                        sum += value;
                    }
                    for (int i = 0; i < values.length; i++) {
                        latents.mean().floats().put(i, values[i] - sum / values.length);
                    }
                    return latents;
                },
                "samples from 0 in a batch of 1");
    }

    @Test
    void randomnessBreaksIt() {
        AtomicInteger calls = new AtomicInteger();
        assertBroken(
                EncoderContract::encodesTheSameToTheSame,
                samples -> {
                    Latents latents = right.encode(samples);
                    latents.mean().floats().put(0, calls.incrementAndGet());
                    return latents;
                },
                "the second call");
    }

    @Test
    void aResultThatTheNextCallOverwritesBreaksIt() {
        Tensor reused = Tensor.ofFloats(new float[6], 3, 2);
        assertBroken(
                EncoderContract::encodesTheSameToTheSame,
                samples -> {
                    reused.bytes().put(samples.pixels().bytes());
                    return new Latents(reused.rows(0, samples.size()), null, samples.names());
                },
                "the first result after a call with other samples");
    }

    @Test
    void aChangeToTheSamplesBreaksIt() {
        assertBroken(
                EncoderContract::encodesWithoutAChangeToTheSamples,
                samples -> {
                    Latents latents = right.encode(samples);
                    samples.pixels().floats().put(0, 9);
                    return latents;
                },
                "the input after the call");
    }

    @Test
    void callsThatDisturbEachOtherBreakIt() {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch both = new CountDownLatch(2);
        assertBroken(
                EncoderContract::encodesOnSeveralThreadsAtOnce,
                samples -> {
                    // The contract's own calls before its threads are one for each sample.
                    if (calls.incrementAndGet() > Pixels.images().size() && both.getCount() > 0) {
                        both.countDown();
                        await(both);
                        throw new IllegalStateException("another call is under way");
                    }
                    return right.encode(samples);
                },
                "another call is under way");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFailureForNoSamplesBreaksIt() {
        assertBroken(
                EncoderContract::encodesNoSamplesToNoLatents,
                samples -> samples.size() == 0
                        ? new Latents(Tensor.ofFloats(new float[2], 1, 2), null, List.of())
                        : right.encode(samples),
                "latents");
    }

    @Test
    void samplesOfAnotherShapeThatAreTakenBreakIt() {
        assertBroken(
                EncoderContract::refusesSamplesOfAnotherShape,
                samples -> Latents.of(Pixels.copy(samples.pixels(), samples.size(), 2)),
                "for samples of another shape");
    }

    @Test
    void samplesThatAreAllAlikeShowNothing() {
        Images alike = Images.of(Tensor.ofFloats(new float[6], 3, 1, 1, 2));
        assertThatThrownBy(() -> of(right, alike).encodesASampleTheSameWhateverItsBatchMates())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("alike");
    }
}
