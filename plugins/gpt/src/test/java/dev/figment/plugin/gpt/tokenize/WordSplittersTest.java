package dev.figment.plugin.gpt.tokenize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Seed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The scanners of the known patterns against Java's regular expressions, on random texts. */
class WordSplittersTest {
    /** What the patterns tell apart, and what is easily mistaken: long s, Kelvin sign, marks, digits of all kinds, spaces. */
    private static final String TRICKY =
            "''''sStTmMdDrReEvVlL\u017f\u212a  \t\n\n\r\r \u000b\u000c\u001c\u0085\u00a0\u1680\u2003\u2028\u202f\u3000\u200b\ufeff"
                    + "019\u0661\u00b2\u00bd\u2167\u4e00\u3042\u00e9e\u0301\u0915\u094d\u01c5\u02b0.,!-_$+\u20ac\u00ab\u0000\u007f";

    @Test
    void gpt2sScannerFindsWhatItsPatternFinds() {
        requireSame(new Gpt2Words(), new RegexWords(Gpt2Words.PATTERN));
    }

    @Test
    void llamasScannerFindsWhatItsPatternFinds() {
        requireSame(new LlamaWords(3), new RegexWords(LlamaWords.LLAMA3));
    }

    @Test
    void qwensScannerFindsWhatItsPatternFinds() {
        requireSame(new LlamaWords(1), new RegexWords(LlamaWords.QWEN2));
    }

    @Test
    void falconsScannerFindsWhatItsPatternsFind() {
        requireSame(
                new FalconWords(),
                new RegexWords(FalconWords.PUNCTUATION + "+")
                        .then(new RegexWords(Gpt2Words.PATTERN))
                        .then(new RegexWords(FalconWords.DIGITS)));
    }

    private static void requireSame(WordSplitter scanner, WordSplitter pattern) {
        for (int i = 0; i < 20_000; i++) {
            String text = random(new Seed(7).at(i));
            assertThat(words(scanner, text)).as(text).isEqualTo(words(pattern, text));
        }
    }

    @Test
    void everyCharacterHasTheClassThatThePatternsGiveIt() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String text = "x" + Character.toString(c) + "x";
            List<String> words = words(new RegexWords("\\p{L}+|\\p{N}+|\\s+"), text);
            byte expected = words.size() == 1
                    ? CharacterClass.LETTER
                    : words("\\p{N}", text) > 1
                            ? CharacterClass.NUMBER
                            : words("\\s", text) > 1 ? CharacterClass.SPACE : CharacterClass.OTHER;
            assertThat(CharacterClass.of(c)).as("U+%04X", c).isEqualTo(expected);
        }
    }

    private static int words(String pattern, String text) {
        return words(new RegexWords(pattern), text).size();
    }

    @Test
    void aSecondSplitterCutsEachWordOfTheFirst() {
        WordSplitter digits = new Gpt2Words().then(new RegexWords("\\p{N}"));
        assertThat(words(digits, "in 1984, a")).containsExactly("in", " ", "1", "9", "8", "4", ",", " a");
    }

    @Test
    void falconKeepsPunctuationApartAndDigitsByThree() {
        assertThat(words(new FalconWords(), "Hi!! 12345 it's"))
                .containsExactly("Hi", "!!", " ", "123", "45", " it", "'", "s");
    }

    private static String random(Seed seed) {
        StringBuilder text = new StringBuilder();
        int length = (int) seed.below(1_000, 24);
        for (int i = 0; i < length; i++) {
            if (seed.below(2_000 + i, 5) > 0) {
                text.append(TRICKY.charAt((int) seed.below(i, TRICKY.length())));
            } else {
                text.appendCodePoint((int) seed.below(i, Character.MAX_CODE_POINT + 1));
            }
        }
        return text.toString();
    }

    private static List<String> words(WordSplitter splitter, String text) {
        List<String> words = new ArrayList<>();
        char[] characters = text.toCharArray();
        splitter.split(characters, 0, characters.length, (from, to) -> words.add(text.substring(from, to)));
        return words;
    }
}
