package dev.figment.api;

import java.util.OptionalInt;

/** Text to token ids and back. Implementations are safe for use by several threads. */
public interface Tokenizer {
    /** The ids of a text; special tokens that are spelled out in it are encoded as ordinary text. */
    int[] encode(String text);

    /** The text of these ids; bytes that are not UTF-8 become U+FFFD. */
    String decode(int[] ids);

    /** Decodes ids one by one; one thread at a time. */
    StreamingDecoder streamingDecoder();

    /** Number of ids: each id is from 0 to this less one. */
    int vocabularySize();

    /** The id of a special token such as {@code <|endoftext|>}, or empty where the vocabulary has none of that name. */
    OptionalInt specialToken(String token);

    /** Turns ids into text as they come, never cutting a character in two. */
    interface StreamingDecoder {
        /** The characters that this id completes; empty while a character is still incomplete. */
        String accept(int id);

        /** What is left at the end; an incomplete character becomes U+FFFD. */
        String finish();
    }
}
