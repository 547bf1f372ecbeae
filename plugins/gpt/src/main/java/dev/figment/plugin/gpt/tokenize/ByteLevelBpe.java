package dev.figment.plugin.gpt.tokenize;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Byte-pair encoding of the bytes of UTF-8 (Radford et al. 2019, section 2.2): any text has an encoding, and it decodes to the
 * same text (to its normal form, where the vocabulary wants that).
 */
final class ByteLevelBpe implements PromptTokenizer {
    /** Tokens of the smallest vocabulary that is learned: the bytes, and the end of a text. */
    static final int LEAST = 257;

    /** Every character below this is its own normal form (Unicode Standard Annex 15: quick check of NFC). */
    private static final char FIRST_COMBINING = '\u0300';

    /**
     * What is done with a text before its words are merged.
     *
     * @param words cuts it into words, which no merge crosses
     * @param composed whether it is brought to Unicode's normal form C
     * @param wholeWords whether a word that is a token is that token, whatever the merges would give ({@code ignore_merges})
     * @param frame stands around a whole text
     */
    record Preparation(WordSplitter words, boolean composed, boolean wholeWords, Frame frame) {}

    private final byte[][] tokens;
    private final int[] byteIds = new int[256];
    private final Merges merges;
    private final Preparation preparation;
    private final List<AddedToken> added;
    private final Map<String, Integer> addedIds = new HashMap<>();
    private final Map<String, Integer> wholeWords = new HashMap<>();
    private final AddedTokens[] inTexts;
    private final AddedTokens[] inPrompts;
    private final WordCache cache = new WordCache();

    /**
     * @param tokens the bytes of each, by id; those of added tokens are what they are spelled as in UTF-8. Falcon's
     *     have none for some bytes that are rare or never in UTF-8
     */
    ByteLevelBpe(List<byte[]> tokens, Merges merges, Preparation preparation, List<AddedToken> added) {
        this.tokens = tokens.toArray(new byte[0][]);
        this.merges = merges;
        this.preparation = preparation;
        this.added = List.copyOf(added);
        added.forEach(token -> addedIds.put(token.content(), token.id()));
        this.inTexts = finders(token -> !token.special());
        this.inPrompts = finders(token -> true);
        Arrays.fill(byteIds, -1);
        Set<Integer> alone = new HashSet<>(addedIds.values());
        for (int id = 0; id < this.tokens.length; id++) {
            byte[] bytes = this.tokens[id];
            if (alone.contains(id)) {
                continue;
            }
            if (bytes.length == 1) {
                byteIds[bytes[0] & 0xFF] = id;
            }
            if (preparation.wholeWords) {
                wholeWords.put(new String(bytes, StandardCharsets.ISO_8859_1), id);
            }
        }
    }

    @Override
    public byte[] textBytes(int id) {
        boolean special = added.stream().anyMatch(token -> token.id() == id && token.special());
        return special ? new byte[0] : tokens[id].clone();
    }

    /** For what is looked for in the text as it is, and then in its normal form. */
    private AddedTokens[] finders(Predicate<AddedToken> wanted) {
        return new AddedTokens[] {
            new AddedTokens(added.stream()
                    .filter(wanted.and(token -> !token.normalized()))
                    .toList()),
            new AddedTokens(
                    added.stream().filter(wanted.and(AddedToken::normalized)).toList())
        };
    }

    Merges merges() {
        return merges;
    }

    WordSplitter words() {
        return preparation.words;
    }

    List<AddedToken> added() {
        return added;
    }

    /**
     * The bytes of a token.
     *
     * @throws FigmentException if there is no such token
     */
    byte[] bytes(int id) {
        if (id < 0 || id >= tokens.length) {
            throw FigmentException.user(Problem.of(
                            "unknown-token",
                            "",
                            "the vocabulary has no token " + id + "; the last is " + (tokens.length - 1))
                    .fix("use the tokenizer that the model was trained with"));
        }
        return tokens[id];
    }

    /**
     * @throws FigmentException if the text has a byte for which there is no token
     */
    @Override
    public int[] encode(String text) {
        return encode(text, inTexts);
    }

    @Override
    public int[] encodeWhole(String text) {
        return preparation.frame.around(encode(text));
    }

    @Override
    public int[] encodePrompt(String prompt) {
        return encode(prompt, inPrompts);
    }

    private int[] encode(String text, AddedTokens[] finders) {
        Ids ids = new Ids(text.length() / 3);
        finders[0].split(
                text, piece -> finders[1].split(normal(piece), part -> encodeWords(part, ids), ids::add), ids::add);
        return ids.toArray();
    }

    private String normal(String text) {
        if (!preparation.composed || text.chars().allMatch(c -> c < FIRST_COMBINING)) {
            return text;
        }
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private void encodeWords(String text, Ids ids) {
        char[] characters = text.toCharArray();
        preparation.words.split(characters, 0, characters.length, (from, to) -> ids.add(word(characters, from, to)));
    }

    private int[] word(char[] text, int from, int to) {
        if (to - from > WordCache.LONGEST) {
            return merged(text, from, to);
        }
        int hash = WordCache.hash(text, from, to);
        int[] known = cache.find(text, from, to, hash);
        if (known != null) {
            return known;
        }
        int[] ids = merged(text, from, to);
        cache.put(text, from, to, hash, ids);
        return ids;
    }

    private int[] merged(char[] text, int from, int to) {
        byte[] bytes = new String(text, from, to - from).getBytes(StandardCharsets.UTF_8);
        if (preparation.wholeWords) {
            Integer whole = wholeWords.get(new String(bytes, StandardCharsets.ISO_8859_1));
            if (whole != null) {
                return new int[] {whole};
            }
        }
        int[] ids = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            ids[i] = byteId(bytes[i]);
        }
        return merges.apply(ids, ids.length);
    }

    private int byteId(byte b) {
        int id = byteIds[b & 0xFF];
        if (id < 0) {
            throw FigmentException.user(Problem.of(
                            "unknown-byte",
                            "",
                            String.format(
                                    "the model's vocabulary has no token for the byte 0x%02X of the text", b & 0xFF))
                    .fix("leave it out, or use a model whose vocabulary has all bytes"));
        }
        return id;
    }

    @Override
    public String decode(int[] ids) {
        int length = 0;
        for (int id : ids) {
            length = Math.addExact(length, bytes(id).length);
        }
        byte[] bytes = new byte[length];
        int at = 0;
        for (int id : ids) {
            System.arraycopy(tokens[id], 0, bytes, at, tokens[id].length);
            at += tokens[id].length;
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public StreamingDecoder streamingDecoder() {
        return new Utf8Stream(this::bytes);
    }

    @Override
    public int vocabularySize() {
        return tokens.length;
    }

    @Override
    public OptionalInt specialToken(String token) {
        Integer id = addedIds.get(token);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }
}
