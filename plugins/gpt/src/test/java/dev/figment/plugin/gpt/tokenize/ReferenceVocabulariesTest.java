package dev.figment.plugin.gpt.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.figment.api.Tokenizer;
import dev.figment.api.config.InputPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The vocabularies of GPT-2, GPT-NeoX and Falcon, with what llama.cpp expects of them, where the data is there. */
class ReferenceVocabulariesTest {
    private static final int LINES = 47;

    private static Path data() {
        String named = System.getenv("FIGMENT_DATA");
        return (named == null ? Path.of("../../../shared/data") : Path.of(named)).resolve("tokenizers");
    }

    @BeforeEach
    void needsTheData() {
        assumeTrue(Files.isDirectory(data()), () -> "not run: " + data().toAbsolutePath() + " is not there");
    }

    @Test
    void gpt2() throws IOException {
        requireReference("gpt2", bpe("gpt2", "encoder.json", "vocab.bpe", WordRule.GPT2), 50_257);
    }

    @Test
    void gptNeox() throws IOException {
        byte[] json = TokenizerFile.bytes(data().resolve("gpt-neox/tokenizer.json"));
        requireReference("gpt-neox", TokenizerFile.read(json, "gpt-neox"), 50_281);
    }

    @Test
    void falcon() throws IOException {
        requireReference("falcon", bpe("falcon", "vocab.json", "merges.txt", WordRule.FALCON), 65_024);
    }

    @Test
    void whatNoMergeGivesIsSpecial() {
        Tokenizer gpt2 = bpe("gpt2", "encoder.json", "vocab.bpe", WordRule.GPT2);
        assertThat(gpt2.specialToken("<|endoftext|>")).hasValue(50_256);
        assertThat(gpt2.specialToken("Ġthe")).isEmpty();
        assertThat(gpt2.encode("<|endoftext|>")).hasSizeGreaterThan(1);
        assertThat(((PromptTokenizer) gpt2).encodePrompt("a<|endoftext|>b")).containsExactly(64, 50_256, 65);
    }

    private static Tokenizer bpe(String folder, String vocabulary, String merges, WordRule words) {
        Path from = data().resolve(folder);
        return new Bpe(new Bpe.Config(
                new InputPath(from.resolve(vocabulary)), new InputPath(from.resolve(merges)), words, List.of()));
    }

    private static void requireReference(String folder, Tokenizer tokenizer, int size) throws IOException {
        assertThat(tokenizer.vocabularySize()).isEqualTo(size);
        String[] texts =
                Files.readString(data().resolve(folder + "/reference.inp")).split("\n__ggml_vocab_test__\n", -1);
        String[] expected =
                Files.readString(data().resolve(folder + "/reference.out")).split("\n", -1);
        assertThat(texts).hasSize(LINES).hasSameSizeAs(expected);
        for (int line = 0; line < LINES; line++) {
            int[] ids = Arrays.stream(expected[line].strip().split(" +"))
                    .filter(id -> !id.isEmpty())
                    .mapToInt(Integer::parseInt)
                    .toArray();
            assertThat(tokenizer.encode(texts[line])).as(texts[line]).isEqualTo(ids);
            assertThat(tokenizer.decode(ids)).isEqualTo(texts[line]);
            requireStreamed(tokenizer, ids, texts[line]);
        }
    }

    private static void requireStreamed(Tokenizer tokenizer, int[] ids, String text) {
        Tokenizer.StreamingDecoder decoder = tokenizer.streamingDecoder();
        StringBuilder all = new StringBuilder();
        for (int id : ids) {
            String piece = decoder.accept(id);
            assertThat(piece).doesNotContain("\ufffd");
            all.append(piece);
        }
        assertThat(all.append(decoder.finish()).toString()).isEqualTo(text);
    }
}
