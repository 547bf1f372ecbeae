package dev.figment.plugin.gpt.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Seed;
import dev.figment.api.Text;
import dev.figment.api.Tokens;
import dev.figment.api.data.Dataset;
import dev.figment.api.error.FigmentException;
import dev.figment.plugin.gpt.tokenize.LearnedTokenizer;
import dev.figment.plugin.gpt.tokenize.PromptTokenizer;
import dev.figment.train.data.Subset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenWindowsTest {
    private static final int CONTEXT = 4;
    private static final int END = 255;

    /** A character is its own number. */
    private static final PromptTokenizer CHARACTERS = new PromptTokenizer() {
        @Override
        public int[] encode(String text) {
            return text.chars().toArray();
        }

        @Override
        public int[] encodePrompt(String prompt) {
            return encode(prompt);
        }

        @Override
        public byte[] textBytes(int id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String decode(int[] ids) {
            return new String(ids, 0, ids.length);
        }

        @Override
        public StreamingDecoder streamingDecoder() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int vocabularySize() {
            return 256;
        }

        @Override
        public OptionalInt specialToken(String token) {
            return OptionalInt.empty();
        }
    };

    private record Texts(List<String> texts) implements Dataset<Text> {
        @Override
        public String name() {
            return "texts";
        }

        @Override
        public int size() {
            return texts.size();
        }

        @Override
        public Text read(int[] indices) {
            return new Text(IntStream.of(indices).mapToObj(texts::get).toList());
        }

        @Override
        public String digest() {
            return "sha256:0";
        }
    }

    @TempDir
    Path folder;

    private TokenWindows windows(OptionalInt end, String... texts) {
        Texts source = new Texts(List.of(texts));
        LearnedTokenizer tokenizer = new LearnedTokenizer(CHARACTERS, new byte[0], end);
        return new TokenWindows(source, new TokenFiles(name -> folder).of(source, tokenizer), CONTEXT);
    }

    private static String text(Tokens tokens, int row) {
        long[] ids = tokens.ids().rows(row, row + 1).toLongArray();
        StringBuilder text = new StringBuilder();
        Arrays.stream(ids).forEach(id -> text.append(id == END ? '|' : (char) id));
        return text.toString();
    }

    @Test
    void windowsBeginAContextApart() {
        TokenWindows windows = windows(OptionalInt.empty(), "abcdefghijklmnop", "q");
        assertThat(windows.size()).isEqualTo(3);
        Tokens read = windows.read(new int[] {0, 2});
        assertThat(text(read, 0)).isEqualTo("abcdefghi");
        assertThat(text(read, 1)).isEqualTo("ijklmnopq");
    }

    @Test
    void textsEndWithTheTokenThatEndsTexts() {
        TokenWindows windows = windows(OptionalInt.of(END), "abc", "defgh");
        assertThat(text(windows.read(new int[] {0}), 0)).isEqualTo("abc|defgh");
    }

    @Test
    void aContextBeginsAnywhereInTrainingAndLastOtherwise() {
        Tokens read = windows(OptionalInt.empty(), "abcdefghi").read(new int[] {0});
        RandomContext cut = new RandomContext(CONTEXT);
        assertThat(text(cut.plain(read), 0)).isEqualTo("efghi");
        Set<String> seen = new HashSet<>();
        for (int epoch = 0; epoch < 100; epoch++) {
            Seed seed = new Seed(epoch);
            seen.add(text(cut.random(read, i -> seed), 0));
        }
        assertThat(seen).containsExactlyInAnyOrder("abcde", "bcdef", "cdefg", "defgh", "efghi");
    }

    /** The targets of what is held out are none of what is trained on. */
    @Test
    void whatIsHeldOutIsNotTrainedOn() {
        TokenWindows windows = windows(OptionalInt.empty(), "abcdefghijklmnopqrstu");
        int size = windows.size();
        Tokens training = new Subset<>(windows, 0, size - 1).read(new int[] {size - 2});
        Tokens held = new Subset<>(windows, size - 1, 1).read(new int[] {0});
        String targets = text(new RandomContext(CONTEXT).plain(held), 0).substring(1);
        assertThat(text(training, 0)).doesNotContain(targets.substring(0, 1));
    }

    @Test
    void aMultipleOfTheBytesOfAToken() {
        assertThat(windows(OptionalInt.of(END), "abcdéfghi").bytesPerToken()).isEqualTo(1.0);
    }

    @Test
    void tooLittleTextIsRefused() {
        assertThatThrownBy(() -> windows(OptionalInt.empty(), "abcdefgh"))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("8 tokens")
                .hasMessageContaining("9");
    }
}
