package dev.figment.plugin.gpt.tokenize;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tokens and merges as files write them down, checked. */
final class Vocabulary {
    private final List<String> tokens = new ArrayList<>();
    private final Map<String, Integer> ids;

    /**
     * @param ids ids by token
     * @param added tokens that may be among them
     * @throws IllegalArgumentException if two tokens have one id, or not each id below their number has a token
     */
    Vocabulary(Map<String, Integer> ids, List<AddedToken> added) {
        this.ids = new HashMap<>(ids);
        Map<Integer, String> byId = new HashMap<>();
        ids.forEach((token, id) -> {
            String before = byId.put(id, token);
            if (before != null) {
                throw new IllegalArgumentException("'" + before + "' and '" + token + "' have one id, " + id);
            }
        });
        added.forEach(token -> byId.put(token.id(), token.content()));
        for (int id = 0; id < byId.size(); id++) {
            String token = byId.get(id);
            if (token == null) {
                throw new IllegalArgumentException("it has " + byId.size() + " tokens, and none with the id " + id);
            }
            tokens.add(token);
        }
    }

    /** By id. */
    List<String> tokens() {
        return tokens;
    }

    /** The bytes that each token stands for; a token that is not written in {@link ByteAlphabet} stands for itself. */
    List<byte[]> bytes(List<AddedToken> added) {
        List<byte[]> bytes = new ArrayList<>();
        for (String token : tokens) {
            bytes.add(ByteAlphabet.bytes(token).orElseGet(() -> token.getBytes(StandardCharsets.UTF_8)));
        }
        added.forEach(token -> bytes.set(token.id(), token.content().getBytes(StandardCharsets.UTF_8)));
        return bytes;
    }

    /**
     * A merge of two tokens.
     *
     * @throws IllegalArgumentException if one of them, or what they become, is none of these tokens
     */
    Merges.Merge merge(String left, String right) {
        return new Merges.Merge(id(left, left, right), id(right, left, right), id(left + right, left, right));
    }

    /** A merge as a line writes it: the two tokens, a blank between. */
    Merges.Merge merge(String line) {
        int blank = line.indexOf(' ', 1);
        if (blank < 0 || line.indexOf(' ', blank + 1) >= 0) {
            throw new IllegalArgumentException("the merge '" + line + "' is not two tokens with a blank between");
        }
        return merge(line.substring(0, blank), line.substring(blank + 1));
    }

    private int id(String token, String left, String right) {
        @Nullable Integer id = ids.get(token);
        if (id == null) {
            throw new IllegalArgumentException(
                    "the merge '" + left + " " + right + "' needs '" + token + "', which is not in the vocabulary");
        }
        return id;
    }
}
