package dev.figment.plugin.gpt.tokenize;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;

/** A token for each character (Unicode code point) of a text that it was made of. */
final class CharTokenizer implements PromptTokenizer {
    private final List<String> characters;
    private final Map<Integer, Integer> ids = new HashMap<>();

    /**
     * @param characters by id, each one code point
     */
    CharTokenizer(List<String> characters) {
        this.characters = List.copyOf(characters);
        for (int id = 0; id < characters.size(); id++) {
            ids.put(characters.get(id).codePointAt(0), id);
        }
    }

    /**
     * The characters of texts, in the order of Unicode.
     *
     * @throws FigmentException if there are none
     */
    static CharTokenizer of(Iterable<String> texts) {
        TreeSet<Integer> all = new TreeSet<>();
        texts.forEach(text -> text.codePoints().forEach(all::add));
        if (all.isEmpty()) {
            throw LearnedTokenizer.empty();
        }
        return new CharTokenizer(all.stream().map(Character::toString).toList());
    }

    /** By id. */
    List<String> characters() {
        return characters;
    }

    /**
     * @throws FigmentException if a character is not in the vocabulary
     */
    @Override
    public int[] encode(String text) {
        return text.codePoints().map(this::id).toArray();
    }

    /** The same: there are no special tokens. */
    @Override
    public int[] encodePrompt(String prompt) {
        return encode(prompt);
    }

    @Override
    public byte[] textBytes(int id) {
        return characters.get(id).getBytes(StandardCharsets.UTF_8);
    }

    private int id(int character) {
        Integer id = ids.get(character);
        if (id == null) {
            throw FigmentException.user(Problem.of(
                            "unknown-character",
                            "",
                            "the model's vocabulary has no character '" + Character.toString(character)
                                    + String.format("' (U+%04X)", character))
                    .fix("leave it out, or use a model whose vocabulary has all bytes"));
        }
        return id;
    }

    @Override
    public String decode(int[] tokens) {
        StringBuilder text = new StringBuilder();
        for (int id : tokens) {
            text.append(characters.get(id));
        }
        return text.toString();
    }

    @Override
    public StreamingDecoder streamingDecoder() {
        return new StreamingDecoder() {
            @Override
            public String accept(int id) {
                return characters.get(id);
            }

            @Override
            public String finish() {
                return "";
            }
        };
    }

    @Override
    public int vocabularySize() {
        return characters.size();
    }

    @Override
    public OptionalInt specialToken(String token) {
        return OptionalInt.empty();
    }
}
