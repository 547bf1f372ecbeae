package dev.figment.plugin.gpt.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Text;
import dev.figment.api.data.Dataset;
import dev.figment.plugin.gpt.tokenize.LearnedTokenizer;
import dev.figment.plugin.gpt.tokenize.TokenizerConfig;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFilesTest {
    private static final List<String> TEXTS = List.of("the first text, é", "the second one");
    private static final LearnedTokenizer BYTES = new TokenizerConfig.Bytes().learn(TEXTS);

    @TempDir
    Path folder;

    /** Texts that count how often they are read. */
    private static final class Counted implements Dataset<Text> {
        private final String digest;
        private int read;

        Counted(String digest) {
            this.digest = digest;
        }

        @Override
        public String name() {
            return "texts";
        }

        @Override
        public int size() {
            return TEXTS.size();
        }

        @Override
        public Text read(int[] indices) {
            read++;
            return new Text(Arrays.stream(indices).mapToObj(TEXTS::get).toList());
        }

        @Override
        public String digest() {
            return digest;
        }
    }

    private TokenFile of(Counted texts) {
        return new TokenFiles(name -> folder).of(texts, BYTES);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void aFileHoldsTheTokensOfAllTexts() throws IOException {
        TokenFile file = of(new Counted("a"));
        long[] ids = new long[(int) file.count()];
        file.read(0, ids.length, LongBuffer.wrap(ids));
        int end = BYTES.endOfText().orElseThrow();
        int[] expected = Stream.of(
                        BYTES.tokenizer().encode(TEXTS.get(0)),
                        new int[] {end},
                        BYTES.tokenizer().encode(TEXTS.get(1)),
                        new int[] {end})
                .flatMapToInt(Arrays::stream)
                .toArray();
        assertThat(ids).containsExactly(Arrays.stream(expected).asLongStream().toArray());
        assertThat(file.bytes()).isEqualTo(18 + 14);
        long[] part = new long[3];
        file.read(5, 3, LongBuffer.wrap(part));
        assertThat(part).containsExactly(ids[5], ids[6], ids[7]);
        // 257 ids fit into 16 bits.
        assertThat(Files.size(files().get(0))).isEqualTo(TokenFile.HEADER + 2 * file.count());
    }

    @Test
    void itIsMadeOnceForTheSameTextsAndTokenizer() throws IOException {
        Counted first = new Counted("a");
        of(first);
        Counted again = new Counted("a");
        of(again);
        assertThat(again.read).isZero();
        Counted other = new Counted("b");
        of(other);
        assertThat(other.read).isEqualTo(first.read);
        new TokenFiles(name -> folder).of(new Counted("a"), new TokenizerConfig.Chars().learn(TEXTS));
        assertThat(files()).hasSize(3);
    }

    @Test
    void whatWasCutOffIsMadeAgain() throws IOException {
        long count = of(new Counted("a")).count();
        Path file = files().get(0);
        byte[] whole = Files.readAllBytes(file);
        for (int length : new int[] {0, 7, TokenFile.HEADER, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(of(new Counted("a")).count()).isEqualTo(count);
            assertThat(files()).containsExactly(file);
            assertThat(file).hasBinaryContent(whole);
        }
    }

    @Test
    void largeVocabulariesHaveIdsOf32Bits() {
        assertThat(TokenFile.width(65_536)).isEqualTo(2);
        assertThat(TokenFile.width(65_537)).isEqualTo(4);
    }
}
