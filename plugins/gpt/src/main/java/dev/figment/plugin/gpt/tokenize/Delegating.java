package dev.figment.plugin.gpt.tokenize;

import java.util.OptionalInt;

/** A tokenizer by another one. */
interface Delegating extends PromptTokenizer {
    PromptTokenizer tokenizer();

    @Override
    default int[] encode(String text) {
        return tokenizer().encode(text);
    }

    @Override
    default int[] encodeWhole(String text) {
        return tokenizer().encodeWhole(text);
    }

    @Override
    default int[] encodePrompt(String prompt) {
        return tokenizer().encodePrompt(prompt);
    }

    @Override
    default String decode(int[] ids) {
        return tokenizer().decode(ids);
    }

    @Override
    default StreamingDecoder streamingDecoder() {
        return tokenizer().streamingDecoder();
    }

    @Override
    default int vocabularySize() {
        return tokenizer().vocabularySize();
    }

    @Override
    default OptionalInt specialToken(String token) {
        return tokenizer().specialToken(token);
    }

    @Override
    default byte[] textBytes(int id) {
        return tokenizer().textBytes(id);
    }
}
