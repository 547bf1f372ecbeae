package dev.figment.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Sampler;
import dev.figment.api.Tokenizer;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A right tokenizer and a right sampler keep their contracts; each wrong one breaks its own where it is wrong. */
class TextContractsTest {
    /** A token for each character of UTF-16, the two of a pair together. */
    private record Characters(int extra, boolean cuts) implements Tokenizer {
        @Override
        public int[] encode(String text) {
            return cuts
                    ? text.chars().map(c -> c + extra).toArray()
                    : text.codePoints().map(c -> c + extra).toArray();
        }

        @Override
        public String decode(int[] ids) {
            StringBuilder text = new StringBuilder();
            for (int id : ids) {
                text.append(character(id));
            }
            return text.toString();
        }

        private static String character(int id) {
            return id < 0x10000 ? String.valueOf((char) id) : Character.toString(id);
        }

        @Override
        public StreamingDecoder streamingDecoder() {
            return new StreamingDecoder() {
                @Override
                public String accept(int id) {
                    return character(id);
                }

                @Override
                public String finish() {
                    return "";
                }
            };
        }

        @Override
        public int vocabularySize() {
            return Character.MAX_CODE_POINT + 1;
        }

        @Override
        public OptionalInt specialToken(String token) {
            return OptionalInt.empty();
        }
    }

    private static <C> void breaks(C contract, Consumer<C> test) {
        assertThatThrownBy(() -> test.accept(contract)).isInstanceOf(AssertionError.class);
    }

    @Nested
    class ARightTokenizer implements TokenizerContract {
        @Override
        public Tokenizer tokenizer() {
            return new Characters(0, false);
        }
    }

    @Nested
    class ARightSampler implements SamplerContract {
        @Override
        public Sampler sampler() {
            return (logits, history, random) -> {
                int best = 0;
                for (int i = 0; i < logits.limit(); i++) {
                    best = logits.get(i) > logits.get(best) ? i : best;
                }
                return best;
            };
        }
    }

    @Test
    void aTokenizerThatChangesTextsBreaksIt() {
        TokenizerContract contract = () -> new Characters(1, false);
        breaks(contract, TokenizerContract::givesEachTextBack);
    }

    @Test
    void aTokenizerThatCutsCharactersBreaksIt() {
        TokenizerContract contract = () -> new Characters(0, true);
        contract.givesEachTextBack();
        breaks(contract, TokenizerContract::neverGivesHalfACharacter);
    }

    @Test
    void aSamplerThatLeavesTheVocabularyBreaksIt() {
        SamplerContract contract = () -> (logits, history, random) -> logits.limit();
        breaks(contract, SamplerContract::choosesATokenOfTheVocabulary);
    }

    @Test
    void aSamplerThatChoosesWhatIsImpossibleBreaksIt() {
        SamplerContract contract = () -> (logits, history, random) -> random.nextInt(logits.limit());
        contract.choosesTheSameFromTheSameRandomness();
        breaks(contract, SamplerContract::neverChoosesATokenOfProbabilityZero);
    }

    @Test
    void aSamplerWithAStateBreaksIt() {
        AtomicInteger next = new AtomicInteger();
        SamplerContract contract = () -> (logits, history, random) -> next.getAndIncrement() % logits.limit();
        breaks(contract, SamplerContract::choosesTheSameFromTheSameRandomness);
    }

    @Test
    void aSamplerThatTakesFromTheHistoryBreaksIt() {
        SamplerContract contract = () -> (logits, history, random) -> history.get() * 0;
        breaks(contract, SamplerContract::leavesTheHistoryAsItIs);
    }
}
