package dev.figment.plugin.gpt.tokenize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.Text;
import dev.figment.api.config.InputPath;
import dev.figment.api.config.OutputPath;
import dev.figment.api.error.FigmentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What configs name, with files that are right and files that are not. */
class TokenizerComponentsTest {
    private static final String VOCABULARY =
            "{\"a\": 0, \"b\": 1, \"c\": 2, \"\u0120\": 3, \"ab\": 4, \"\u0120c\": 5, \"abc\": 6, \"<|endoftext|>\": 7}";
    private static final String MERGES = "#version: 0.2\na b\n\u0120 c\nab c\n";

    @TempDir
    Path folder;

    private InputPath file(String name, String content) throws IOException {
        return new InputPath(Files.writeString(folder.resolve(name), content));
    }

    private Bpe bpe(String vocabulary, String merges, WordRule words, String... special) throws IOException {
        return new Bpe(
                new Bpe.Config(file("vocab.json", vocabulary), file("merges.txt", merges), words, List.of(special)));
    }

    private void requireRefused(String vocabulary, String merges, String message) {
        assertThatThrownBy(() -> bpe(vocabulary, merges, WordRule.GPT2))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("vocab.json")
                .hasMessageContaining(message);
    }

    @Test
    void bpeReadsTokensAndMerges() throws IOException {
        Bpe bpe = bpe(VOCABULARY, MERGES, WordRule.GPT2, "<|user|>");
        assertThat(bpe.encode("abc c cab")).containsExactly(6, 5, 5, 4);
        assertThat(bpe.decode(new int[] {6, 5, 7})).isEqualTo("abc c<|endoftext|>");
        assertThat(bpe.specialToken("<|endoftext|>")).hasValue(7);
        assertThat(bpe.specialToken("<|user|>")).hasValue(8);
        assertThat(bpe.specialToken("<|system|>")).isEmpty();
        assertThat(bpe.encodePrompt("<|user|>ab")).containsExactly(8, 4);
        assertThat(bpe.vocabularySize()).isEqualTo(9);
    }

    @Test
    void llamaTakesWordsThatAreTokensWhateverTheMergesSay() throws IOException {
        String merges = MERGES.replace("a b\n", "b c\n");
        String vocabulary = VOCABULARY.replace("}", ", \"bc\": 8}");
        assertThat(bpe(vocabulary, merges, WordRule.LLAMA3).encode("abc")).containsExactly(6);
        assertThat(bpe(vocabulary, merges, WordRule.GPT2).encode("abc")).containsExactly(0, 8);
    }

    @Test
    void damagedVocabulariesAreRefused() {
        requireRefused("[1]", MERGES, "no map of tokens to ids");
        requireRefused("{\"a\"", MERGES, "no JSON");
        requireRefused(VOCABULARY.replace("7", "9"), MERGES, "none with the id 7");
        requireRefused(VOCABULARY.replace("\"ab\"", "\"xy\""), MERGES, "'a b' needs 'ab'");
        requireRefused(VOCABULARY, MERGES + "abc\n", "two tokens with a blank between");
        requireRefused(VOCABULARY, MERGES + "a b c\n", "two tokens with a blank between");
    }

    @Test
    void filesThatAreNotThereOrNotUtf8AreNamed() throws IOException {
        InputPath vocabulary = file("vocab.json", VOCABULARY);
        InputPath missing = new InputPath(folder.resolve("missing"));
        assertThatThrownBy(() -> new Bpe(new Bpe.Config(vocabulary, missing, WordRule.GPT2, List.of())))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("missing: the file cannot be read");
        Path latin1 = Files.write(folder.resolve("latin1.txt"), "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> new Chars(new Chars.Config(new InputPath(latin1))))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("latin1.txt: this is not UTF-8, from byte 3 on");
    }

    @Test
    void charsAreThoseOfATextInTheirOrder() throws IOException {
        Chars chars = new Chars(new Chars.Config(file("text.txt", "b\u00e9a\ud83d\ude00b")));
        assertThat(chars.vocabularySize()).isEqualTo(4);
        assertThat(chars.encode("ab\u00e9\ud83d\ude00")).containsExactly(0, 1, 2, 3);
        assertThatThrownBy(() -> new Chars(new Chars.Config(file("empty.txt", ""))))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("empty.txt: the texts are empty");
    }

    @Test
    void bytesHaveATokenForEachByte() {
        Bytes bytes = new Bytes(new Bytes.Config());
        assertThat(bytes.vocabularySize()).isEqualTo(257);
        assertThat(bytes.encode("a\u00e9")).containsExactly('a', 0xC3, 0xA9);
    }

    @Test
    void aLearnedTokenizerAppearsWhenItIsPublished() {
        Path to = folder.resolve("out/tokenizer.json");
        LearnTokenizer step = new LearnTokenizer(
                new LearnTokenizer.Config(new OutputPath(to), new TokenizerConfig.Bpe(259, List.of())));
        try (Sink.Writer<Text> writer = step.open(new Seed(0))) {
            writer.write(new Text(List.of("low low", "lower")));
            Outcome outcome = writer.finish();
            assertThat(to).doesNotExist();
            assertThat(outcome).isEqualTo(new Outcome.Written(to, "259 tokens, learned from 12 characters"));
            writer.publish();
        }
        assertThat(folder.resolve("out")).isDirectoryContaining(file -> file.equals(to));
        assertThat(TokenizerFile.read(TokenizerFile.bytes(to), "file").encode("low"))
                .containsExactly(257);
        try (Sink.Writer<Text> writer = step.open(new Seed(0))) {
            writer.write(new Text(List.of("other words altogether")));
            writer.finish();
        }
        assertThat(folder.resolve("out").toFile().list()).containsExactly("tokenizer.json");
        assertThat(TokenizerFile.read(TokenizerFile.bytes(to), "file").encode("low"))
                .containsExactly(257);
    }
}
