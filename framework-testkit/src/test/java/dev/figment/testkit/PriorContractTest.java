package dev.figment.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.ElementType;
import dev.figment.api.Latents;
import dev.figment.api.Position;
import dev.figment.api.Prior;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A right prior keeps the contract; each wrong one breaks it where it is wrong. */
class PriorContractTest {
    private static PriorContract of(Prior prior) {
        return () -> prior;
    }

    @Nested
    class OfARightPrior implements PriorContract {
        @Override
        public Prior prior() {
            return PriorContractTest::right;
        }
    }

    private static Latents right(int count, Position at) {
        Tensor latents = Tensor.allocate(ElementType.FLOAT32, count, 2);
        for (int i = 0; i < count; i++) {
            at.seed(i).fillNormal(latents.rows(i, i + 1).floats());
        }
        return Latents.of(latents);
    }

    private static void assertBroken(Consumer<PriorContract> test, Prior wrong, String expectedMessage) {
        assertThatThrownBy(() -> test.accept(of(wrong)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(expectedMessage);
    }

    @Test
    void anotherCountBreaksIt() {
        assertBroken(PriorContract::drawsAsManyLatentsAsAsked, (count, at) -> right(Math.max(1, count), at), "latents");
    }

    @Test
    void randomnessOfTheWholeBatchBreaksIt() {
        assertBroken(
                PriorContract::drawsTheSameWhereverBatchesAreCut,
                (count, at) -> {
                    Tensor latents = Tensor.allocate(ElementType.FLOAT32, count, 2);
                    at.seed(0).fillNormal(latents.floats());
                    return Latents.of(latents);
                },
                "latent 1");
    }

    @Test
    void randomnessOfItsOwnBreaksIt() {
        assertBroken(
                PriorContract::drawsFromTheSeed,
                (count, at) -> right(count, new Position(new Seed(System.nanoTime()), at.first())),
                "the same seed");
    }

    @Test
    void aSeedThatIsNotUsedBreaksIt() {
        assertBroken(
                PriorContract::drawsFromTheSeed,
                (count, at) -> right(count, new Position(new Seed(0), at.first())),
                "latents of another seed");
    }
}
