package dev.figment.plugin.gpt.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Seed;
import dev.figment.api.Tokenizer;
import dev.figment.api.error.FigmentException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenizersTest {
    private static final String TEXT =
            "low low low lower lowest newest newest newest widest 123 they're é\n\n  \u4f60\u597d \ud83d\ude00!";

    private static final List<TokenizerConfig> ALL =
            List.of(new TokenizerConfig.Chars(), new TokenizerConfig.Bytes(), new TokenizerConfig.Bpe(290, List.of()));

    @Test
    void aTextDecodesToItselfAndSoDoesTheFilesTokenizer() {
        for (TokenizerConfig config : ALL) {
            LearnedTokenizer learned = config.learn(List.of(TEXT));
            int[] ids = learned.tokenizer().encode(TEXT);
            assertThat(learned.tokenizer().decode(ids)).isEqualTo(TEXT);
            Tokenizer read = TokenizerFile.read(learned.json(), "tokenizer.json");
            assertThat(read.encode(TEXT)).isEqualTo(ids);
            assertThat(read.vocabularySize()).isEqualTo(learned.tokenizer().vocabularySize());
            assertThat(read.specialToken(LearnedTokenizer.END_OF_TEXT)).isEqualTo(learned.endOfText());
        }
    }

    @Test
    void aStreamNeverGivesHalfACharacter() {
        for (TokenizerConfig config : ALL) {
            Tokenizer tokenizer = config.learn(List.of(TEXT)).tokenizer();
            Tokenizer.StreamingDecoder decoder = tokenizer.streamingDecoder();
            StringBuilder all = new StringBuilder();
            for (int id : tokenizer.encode(TEXT)) {
                String piece = decoder.accept(id);
                assertThat(piece).doesNotContain("\ufffd");
                if (!piece.isEmpty()) {
                    assertThat(Character.isHighSurrogate(piece.charAt(piece.length() - 1)))
                            .isFalse();
                }
                all.append(piece);
            }
            assertThat(all.append(decoder.finish()).toString()).isEqualTo(TEXT);
        }
    }

    @Test
    void whatIsCutShortBecomesAReplacementCharacterAtTheEnd() {
        Tokenizer bytes = new TokenizerConfig.Bytes().learn(List.of()).tokenizer();
        Tokenizer.StreamingDecoder decoder = bytes.streamingDecoder();
        assertThat(decoder.accept(0xE4)).isEmpty();
        assertThat(decoder.accept(0xBD)).isEmpty();
        assertThat(decoder.finish()).isEqualTo("\ufffd");
        assertThat(bytes.decode(new int[] {'a', 0xFF, 'b'})).isEqualTo("a\ufffdb");
    }

    /** The example of Sennrich et al. (2016), figure 1: e s, es t, l o, lo w. */
    @Test
    void theMostFrequentPairsAreMergedFirst() {
        String text = "low low low low low lower lower newest newest newest newest newest newest widest widest widest";
        ByteLevelBpe learned = BpeTrainer.train(List.of(text), ByteLevelBpe.LEAST + 4, List.of());
        List<String> merged = IntStream.range(256, 260)
                .mapToObj(id -> new String(learned.bytes(id), StandardCharsets.UTF_8))
                .toList();
        assertThat(merged).containsExactly("es", "est", "lo", "low");
    }

    /** Against the algorithm as it is defined: the earliest merge that applies, everywhere, again and again. */
    @Test
    void encodingAppliesMergesInTheirOrder() {
        ByteLevelBpe learned =
                BpeTrainer.train(List.of(TEXT, "aaaa aaab abab abababa"), ByteLevelBpe.LEAST + 40, List.of());
        Seed seed = new Seed(1);
        for (int i = 0; i < 200; i++) {
            StringBuilder word = new StringBuilder();
            for (int j = 0; j < 12; j++) {
                word.append("abelowst".charAt((int) seed.at(i).below(j, 8)));
            }
            assertThat(learned.encode(word.toString())).isEqualTo(byDefinition(learned, word.toString()));
        }
    }

    private static int[] byDefinition(ByteLevelBpe learned, String word) {
        List<Integer> ids = new ArrayList<>();
        for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
            ids.add(b & 0xFF);
        }
        for (Merges.Merge merge : learned.merges().all()) {
            for (int i = 0; i + 1 < ids.size(); i++) {
                if (ids.get(i) == merge.left() && ids.get(i + 1) == merge.right()) {
                    ids.set(i, merge.merged());
                    ids.remove(i + 1);
                }
            }
        }
        return ids.stream().mapToInt(Integer::intValue).toArray();
    }

    @Test
    void specialTokensInATextAreOrdinaryText() {
        Tokenizer bpe =
                new TokenizerConfig.Bpe(300, List.of()).learn(List.of(TEXT)).tokenizer();
        int end = bpe.specialToken(LearnedTokenizer.END_OF_TEXT).orElseThrow();
        assertThat(bpe.encode(LearnedTokenizer.END_OF_TEXT)).doesNotContain(end);
        assertThat(bpe.decode(new int[] {end})).isEqualTo(LearnedTokenizer.END_OF_TEXT);
        assertThat(bpe.specialToken("<nothing>")).isEmpty();
    }

    @Test
    void specialTokensAreFoundInPromptsAndComeLast() {
        LearnedTokenizer learned = new TokenizerConfig.Bpe(280, List.of("<|user|>", "<|user")).learn(List.of(TEXT));
        PromptTokenizer read = TokenizerFile.read(learned.json(), "tokenizer.json");
        int size = read.vocabularySize();
        assertThat(size).isEqualTo(280);
        assertThat(read.specialToken("<|user|>")).hasValue(size - 2);
        assertThat(read.encodePrompt("<|user|>a<|user<|endoftext|>"))
                .containsExactly(size - 2, 'a', size - 1, size - 3);
        assertThat(read.decode(new int[] {size - 2, 'a'})).isEqualTo("<|user|>a");
    }

    @Test
    void specialTokensThatAreTwiceOrBlankAreRefused() {
        for (List<String> special : List.of(List.of("<a>", "<a>"), List.of(" "), List.of("<|endoftext|>"))) {
            assertThatThrownBy(() -> new TokenizerConfig.Bpe(300, special))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("special must name each token once");
        }
        assertThatThrownBy(() -> new TokenizerConfig.Bpe(257, List.of("<a>")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 258, not 257");
    }

    @Test
    void emptyTextsAreRefused() {
        for (TokenizerConfig config : List.of(new TokenizerConfig.Chars(), new TokenizerConfig.Bpe(300, List.of()))) {
            assertThatThrownBy(() -> config.learn(List.of("")))
                    .isInstanceOf(FigmentException.class)
                    .hasMessageContaining("the texts are empty");
        }
    }

    @Test
    void aCharacterThatIsNotInTheVocabularyIsNamed() {
        Tokenizer chars = new TokenizerConfig.Chars().learn(List.of("abc")).tokenizer();
        assertThatThrownBy(() -> chars.encode("abx"))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("'x' (U+0078)");
    }

    @Test
    void filesThatAreNoTokenizersAreRefused() {
        requireRefused("{", "no JSON");
        requireRefused("{}", "no 'model'");
        requireRefused("[]", "no 'model'");
        requireRefused("{\"model\": {\"type\": \"Nothing\", \"vocab\": {\"a\": 0}}}", "does not take");
        requireRefused(byteLevel("\"a\": 0, \"b\": 2", ""), "none with the id 1");
        requireRefused(byteLevel("\"a\": 0, \"b\": 0", ""), "have one id, 0");
        requireRefused(byteLevel("\"a\": 0, \"ab\": 1", "\"a b\""), "needs 'b'");
        requireRefused(byteLevel("\"a\": 0, \"b\": 1", "\"a b\""), "needs 'ab'");
        requireRefused(byteLevel("\"a\": 0", "\"aa\""), "two tokens");
        requireRefused(
                byteLevel("\"a\": 0", "").replace("{\"decoder", "{\"added_tokens\": [{\"id\": 1}], \"decoder"),
                "no content");
    }

    private static String byteLevel(String vocabulary, String merges) {
        return "{\"decoder\": {\"type\": \"ByteLevel\"}, \"pre_tokenizer\": {\"type\": \"ByteLevel\","
                + " \"add_prefix_space\": false}, \"model\": {\"type\": \"BPE\", \"vocab\": {" + vocabulary
                + "}, \"merges\": [" + merges + "]}}";
    }

    @Test
    void aByteThatIsNotInTheVocabularyIsNamed() {
        Tokenizer tokenizer = TokenizerFile.read(byteLevel("\"a\": 0", "").getBytes(StandardCharsets.UTF_8), "file");
        assertThat(tokenizer.encode("aa")).containsExactly(0, 0);
        assertThatThrownBy(() -> tokenizer.encode("ab"))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("0x62");
        assertThatThrownBy(() -> tokenizer.decode(new int[] {1}))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("no token 1");
    }

    private static void requireRefused(String json, String message) {
        assertThatThrownBy(() -> TokenizerFile.read(json.getBytes(StandardCharsets.UTF_8), "file"))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("file: ")
                .hasMessageContaining(message);
    }
}
