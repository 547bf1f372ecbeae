package dev.figment.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.api.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Tokenizer} keeps to. */
public interface TokenizerContract {
    /** The tokenizer under test. */
    Tokenizer tokenizer();

    /** Texts that it can encode without a loss: several words, and characters outside ASCII, if it has them. */
    default List<String> texts() {
        return List.of("a", "two words", "two  blanks,\n\na line\tand a tab ", "café, Straße, 東京", "👩‍💻 é");
    }

    @Test
    default void givesEachTextBack() {
        for (String text : texts()) {
            assertThat(tokenizer().decode(tokenizer().encode(text))).isEqualTo(text);
        }
    }

    @Test
    default void encodesToIdsOfTheVocabulary() {
        for (String text : texts()) {
            assertThat(Arrays.stream(tokenizer().encode(text)).boxed().toList())
                    .as("ids of '" + text + "'")
                    .isNotEmpty()
                    .allMatch(id -> id >= 0 && id < tokenizer().vocabularySize());
        }
    }

    @Test
    default void encodesNothingToNothing() {
        assertThat(tokenizer().encode("")).isEmpty();
        assertThat(tokenizer().decode(new int[0])).isEmpty();
        assertThat(tokenizer().streamingDecoder().finish()).isEmpty();
    }

    @Test
    default void decodesTheSameOneByOne() {
        for (String text : texts()) {
            int[] ids = tokenizer().encode(text);
            Tokenizer.StreamingDecoder decoder = tokenizer().streamingDecoder();
            String pieces = Arrays.stream(ids).mapToObj(decoder::accept).collect(Collectors.joining());
            assertThat(pieces + decoder.finish())
                    .as("one by one")
                    .isEqualTo(tokenizer().decode(ids));
        }
    }

    @Test
    default void neverGivesHalfACharacter() {
        for (String text : texts()) {
            Tokenizer.StreamingDecoder decoder = tokenizer().streamingDecoder();
            for (int id : tokenizer().encode(text)) {
                String piece = decoder.accept(id);
                assertThat(piece.isEmpty() || !Character.isHighSurrogate(piece.charAt(piece.length() - 1)))
                        .as("a piece of '" + text + "' ends within a character")
                        .isTrue();
                assertThat(piece).as("a piece of '" + text + "'").doesNotContain("\uFFFD");
            }
        }
    }

    @Test
    default void encodesTheSameOnSeveralThreads() {
        List<String> many = texts();
        List<int[]> alone = many.stream().map(tokenizer()::encode).toList();
        List<int[]> together = IntStream.range(0, many.size() * 50)
                .parallel()
                .mapToObj(i -> tokenizer().encode(many.get(i % many.size())))
                .toList();
        for (int i = 0; i < together.size(); i++) {
            assertThat(together.get(i)).isEqualTo(alone.get(i % many.size()));
        }
    }

    @Test
    default void knowsNoSpecialTokenThatNobodyNames() {
        assertThat(tokenizer().specialToken("<|no token has this name|>")).isEmpty();
    }
}
