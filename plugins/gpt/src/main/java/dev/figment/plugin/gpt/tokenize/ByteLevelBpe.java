package dev.figment.plugin.gpt.tokenize;

import dev.figment.api.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;

/**
 * Byte-pair encoding of the bytes of UTF-8 (Radford et al. 2019, section 2.2): any text has an encoding, and it decodes to the
 * same text.
 */
final class ByteLevelBpe implements Tokenizer {
    /** Tokens of the smallest vocabulary: the bytes, and the end of a text. */
    static final int LEAST = 257;

    /** Words whose encoding is remembered. */
    private static final int REMEMBERED = 1 << 16;

    private final List<byte[]> tokens;
    private final int[] byteIds = new int[256];
    private final Merges merges;
    private final boolean splits;
    private final Map<String, Integer> specials;
    private final Map<String, int[]> words = new ConcurrentHashMap<>();

    /**
     * @param tokens the bytes of each, by id; those of special tokens are their names in UTF-8
     * @param splits whether texts are cut into words, as by GPT-2, which no merge crosses
     * @param specials ids of special tokens by name
     * @throws IllegalArgumentException if a byte has no token
     */
    ByteLevelBpe(List<byte[]> tokens, Merges merges, boolean splits, Map<String, Integer> specials) {
        this.tokens = List.copyOf(tokens);
        this.merges = merges;
        this.splits = splits;
        this.specials = Map.copyOf(specials);
        Arrays.fill(byteIds, -1);
        for (int id = 0; id < tokens.size(); id++) {
            byte[] bytes = tokens.get(id);
            if (bytes.length == 1 && !specials.containsValue(id)) {
                byteIds[bytes[0] & 0xFF] = id;
            }
        }
        for (int b = 0; b < byteIds.length; b++) {
            if (byteIds[b] < 0) {
                throw new IllegalArgumentException("the vocabulary has no token for the byte " + b);
            }
        }
    }

    Merges merges() {
        return merges;
    }

    boolean splits() {
        return splits;
    }

    Map<String, Integer> specials() {
        return specials;
    }

    /** The bytes of a token. */
    byte[] bytes(int id) {
        return tokens.get(id);
    }

    @Override
    public int[] encode(String text) {
        if (!splits) {
            return merged(text);
        }
        List<int[]> parts = new ArrayList<>();
        int count = 0;
        Matcher words = Words.of(text);
        while (words.find()) {
            int[] part = word(words.group());
            parts.add(part);
            count += part.length;
        }
        int[] ids = new int[count];
        int at = 0;
        for (int[] part : parts) {
            System.arraycopy(part, 0, ids, at, part.length);
            at += part.length;
        }
        return ids;
    }

    private int[] word(String word) {
        int[] known = words.get(word);
        if (known != null) {
            return known;
        }
        int[] ids = merged(word);
        if (words.size() < REMEMBERED) {
            words.put(word, ids);
        }
        return ids;
    }

    private int[] merged(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] ids = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            ids[i] = byteIds[bytes[i] & 0xFF];
        }
        return merges.apply(ids);
    }

    @Override
    public String decode(int[] ids) {
        int length = Arrays.stream(ids).map(id -> tokens.get(id).length).sum();
        byte[] bytes = new byte[length];
        int at = 0;
        for (int id : ids) {
            byte[] token = tokens.get(id);
            System.arraycopy(token, 0, bytes, at, token.length);
            at += token.length;
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public StreamingDecoder streamingDecoder() {
        return new Utf8Stream(this::bytes);
    }

    @Override
    public int vocabularySize() {
        return tokens.size();
    }

    @Override
    public OptionalInt specialToken(String token) {
        Integer id = specials.get(token);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }
}
