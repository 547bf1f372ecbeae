package dev.figment.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Images;
import dev.figment.api.Latents;
import dev.figment.api.Tensor;
import dev.figment.api.Transform;
import dev.figment.api.config.ComponentRef;
import dev.figment.core.steps.Encode;
import dev.figment.core.steps.Reconstruct;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The host's own transforms keep the contract; each wrong one breaks it where it is wrong. */
class TransformContractTest {
    private static final ComponentRef PIXELS = new ComponentRef("pixels");

    @Nested
    class OfEncode implements TransformContract<Images, Latents> {
        @Override
        public Transform<Images, Latents> transform() {
            return new Encode<>(new Encode.Config(PIXELS), new Pixels());
        }

        @Override
        public Medium<Images> takes() {
            return Medium.IMAGES;
        }

        @Override
        public Medium<Latents> gives() {
            return Medium.LATENTS;
        }

        @Override
        public Images input() {
            return Pixels.images();
        }
    }

    @Nested
    class OfReconstruct implements TransformContract<Images, Images> {
        @Override
        public Transform<Images, Images> transform() {
            return new Reconstruct(new Reconstruct.Config(PIXELS), new Pixels(), new Pixels());
        }

        @Override
        public Medium<Images> takes() {
            return Medium.IMAGES;
        }

        @Override
        public Medium<Images> gives() {
            return Medium.IMAGES;
        }

        @Override
        public Images input() {
            return Pixels.images();
        }
    }

    private static TransformContract<Images, Images> of(Transform<Images, Images> transform) {
        return new TransformContract<>() {
            @Override
            public Transform<Images, Images> transform() {
                return transform;
            }

            @Override
            public Medium<Images> takes() {
                return Medium.IMAGES;
            }

            @Override
            public Medium<Images> gives() {
                return Medium.IMAGES;
            }

            @Override
            public Images input() {
                return Pixels.images();
            }
        };
    }

    private static void assertBroken(
            Consumer<TransformContract<Images, Images>> test, Transform<Images, Images> wrong, String expectedMessage) {
        assertThatThrownBy(() -> test.accept(of(wrong)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(expectedMessage);
    }

    private static Images withFirst(Images images, double value) {
        Tensor changed = Pixels.copy(images.pixels(), images.pixels().shape());
        changed.floats().put(0, (float) value);
        return new Images(changed, images.names());
    }

    @Test
    void randomnessOfTheBatchInsteadOfTheSampleBreaksIt() {
        assertBroken(
                TransformContract::transformsTheSameWhereverTheFlowIsCut,
                (images, at) -> withFirst(images, at.seed(0).uniform(0)),
                "in batches of 1");
    }

    @Test
    void stateBreaksIt() {
        AtomicLong calls = new AtomicLong();
        assertBroken(
                TransformContract::transformsTheSameToTheSame,
                (images, at) -> withFirst(images, 1.0 / calls.incrementAndGet()),
                "the second call");
    }

    @Test
    void aChangeToTheInputBreaksIt() {
        assertBroken(
                TransformContract::transformsWithoutAChangeToItsInput,
                (images, at) -> {
                    images.pixels().floats().put(0, 0.9f);
                    return images;
                },
                "the input after the call");
    }

    @Test
    void resultsThatDependOnTheThreadBreakIt() {
        Thread own = Thread.currentThread();
        assertBroken(
                TransformContract::transformsOnSeveralThreadsAtOnce,
                (images, at) -> Thread.currentThread().equals(own) ? images : withFirst(images, 0.9),
                "among calls");
    }

    @Test
    void valuesOutOfRangeBreakIt() {
        assertBroken(
                TransformContract::givesValuesThatTheMediumAllows,
                (images, at) -> withFirst(images, -0.1),
                "value 0 of 'pixels'");
    }
}
