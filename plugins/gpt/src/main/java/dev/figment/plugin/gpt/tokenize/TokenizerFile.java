package dev.figment.plugin.gpt.tokenize;

import dev.figment.api.Tokenizer;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file {@code tokenizer.json} of Hugging Face's tokenizers, for the kinds that Figment trains with: byte-level byte-pair
 * encoding with GPT-2's words or without any, and characters.
 */
public final class TokenizerFile {
    private static final String BYTE_LEVEL = "ByteLevel";

    private TokenizerFile() {}

    /** The content of a file. */
    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw FigmentException.user(
                    Problem.of("unreadable-file", file.toString(), "the tokenizer cannot be read: " + e)
                            .fix("name a tokenizer.json that is there"),
                    e);
        }
    }

    /**
     * Reads a file's content.
     *
     * @param name to use in errors
     * @throws FigmentException if it is no tokenizer, or one of another kind
     */
    public static Tokenizer read(byte[] json, String name) {
        try {
            JsonNode root = JsonMapper.shared().readTree(json);
            JsonNode model = root.path("model");
            if (!model.path("type").asString("").equals("BPE")
                    || !model.path("vocab").isObject()) {
                throw unknown(name, "its model is '" + model.path("type").asString("missing") + "'");
            }
            return root.path("decoder").path("type").asString("").equals(BYTE_LEVEL)
                    ? byteLevel(root, name)
                    : characters(root, name);
        } catch (JacksonException e) {
            throw FigmentException.user(
                    Problem.of("bad-tokenizer", name, "this is no JSON: " + e.getOriginalMessage())
                            .fix("use the tokenizer.json that the model came with"),
                    e);
        }
    }

    private static FigmentException unknown(String name, String what) {
        return FigmentException.user(
                Problem.of("unknown-tokenizer", name, "this kind of tokenizer is not known: " + what)
                        .fix("Figment reads byte-level BPE with GPT-2's words, plain bytes, and characters"));
    }

    private static FigmentException bad(String name, String what) {
        return FigmentException.user(Problem.of("bad-tokenizer", name, "the tokenizer is damaged: " + what)
                .fix("use the tokenizer.json that the model came with"));
    }

    /** Tokens by id; each id below their number is there once. */
    private static List<String> vocabulary(JsonNode root, Map<String, Integer> specials, String name) {
        Map<Integer, String> byId = new HashMap<>();
        root.path("model").path("vocab").properties().forEach(entry -> {
            String before = byId.put(entry.getValue().asInt(-1), entry.getKey());
            if (before != null) {
                throw bad(name, "'" + before + "' and '" + entry.getKey() + "' have one id");
            }
        });
        for (JsonNode added : root.path("added_tokens")) {
            int id = added.path("id").asInt(-1);
            byId.put(id, added.path("content").asString(""));
            if (added.path("special").asBoolean(false)) {
                specials.put(byId.get(id), id);
            }
        }
        List<String> tokens = new ArrayList<>();
        for (int id = 0; id < byId.size(); id++) {
            String token = byId.get(id);
            if (token == null) {
                throw bad(name, "it has " + byId.size() + " tokens, and none with the id " + id);
            }
            tokens.add(token);
        }
        return tokens;
    }

    private static Tokenizer byteLevel(JsonNode root, String name) {
        JsonNode splitting = root.path("pre_tokenizer");
        if (!splitting.path("type").asString("").equals(BYTE_LEVEL)
                || splitting.path("add_prefix_space").asBoolean(true)
                || root.path("normalizer").isObject()) {
            throw unknown(name, "it does not cut texts as GPT-2 does");
        }
        Map<String, Integer> specials = new LinkedHashMap<>();
        List<String> written = vocabulary(root, specials, name);
        Map<String, Integer> ids = new HashMap<>();
        List<byte[]> tokens = new ArrayList<>();
        for (String token : written) {
            ids.put(token, tokens.size());
            tokens.add(
                    specials.containsKey(token)
                            ? token.getBytes(StandardCharsets.UTF_8)
                            : ByteAlphabet.bytes(token)
                                    .orElseThrow(() -> bad(name, "the token '" + token + "' stands for no bytes")));
        }
        List<Merges.Merge> merges = new ArrayList<>();
        for (JsonNode merge : root.path("model").path("merges")) {
            String[] pair = merge.isArray()
                    ? new String[] {merge.path(0).asString(""), merge.path(1).asString("")}
                    : merge.asString("").split(" ", 2);
            @Nullable Integer left = ids.get(pair[0]);
            @Nullable Integer right = pair.length < 2 ? null : ids.get(pair[1]);
            @Nullable Integer merged = pair.length < 2 ? null : ids.get(pair[0] + pair[1]);
            if (left == null || right == null || merged == null) {
                throw bad(
                        name, "the merge '" + String.join(" ", pair) + "' is of tokens that are not in the vocabulary");
            }
            merges.add(new Merges.Merge(left, right, merged));
        }
        try {
            return new ByteLevelBpe(
                    tokens, new Merges(merges), splitting.path("use_regex").asBoolean(true), specials);
        } catch (IllegalArgumentException e) {
            throw bad(name, String.valueOf(e.getMessage()));
        }
    }

    private static Tokenizer characters(JsonNode root, String name) {
        List<String> tokens = vocabulary(root, new LinkedHashMap<>(), name);
        boolean single = tokens.stream().allMatch(token -> token.codePointCount(0, token.length()) == 1);
        if (!single || !root.path("model").path("merges").isEmpty()) {
            throw unknown(name, "its tokens are neither bytes nor characters");
        }
        return new CharTokenizer(tokens);
    }

    /** The file of a tokenizer of characters. */
    static byte[] write(CharTokenizer tokenizer) {
        Map<String, Object> eachAlone = new LinkedHashMap<>();
        eachAlone.put("type", "Split");
        eachAlone.put("pattern", Map.of("Regex", "[\\s\\S]"));
        eachAlone.put("behavior", "Isolated");
        eachAlone.put("invert", false);
        return write(List.of(), eachAlone, Map.of("type", "Fuse"), tokenizer.characters(), List.of());
    }

    /** The file of a byte-level byte-pair encoding. */
    static byte[] write(ByteLevelBpe tokenizer) {
        List<String> tokens = new ArrayList<>();
        List<Object> added = new ArrayList<>();
        for (int id = 0; id < tokenizer.vocabularySize(); id++) {
            if (tokenizer.specials().containsValue(id)) {
                String content = new String(tokenizer.bytes(id), StandardCharsets.UTF_8);
                tokens.add(content);
                added.add(special(id, content));
            } else {
                tokens.add(ByteAlphabet.written(tokenizer.bytes(id)));
            }
        }
        List<List<String>> merges = tokenizer.merges().all().stream()
                .map(merge -> List.of(tokens.get(merge.left()), tokens.get(merge.right())))
                .toList();
        Map<String, Object> byteLevel = new LinkedHashMap<>();
        byteLevel.put("type", BYTE_LEVEL);
        byteLevel.put("add_prefix_space", false);
        byteLevel.put("trim_offsets", true);
        byteLevel.put("use_regex", tokenizer.splits());
        return write(added, byteLevel, byteLevel, tokens, merges);
    }

    private static Map<String, Object> special(int id, String content) {
        Map<String, Object> token = new LinkedHashMap<>();
        token.put("id", id);
        token.put("content", content);
        token.put("single_word", false);
        token.put("lstrip", false);
        token.put("rstrip", false);
        token.put("normalized", false);
        token.put("special", true);
        return token;
    }

    private static byte[] write(
            List<Object> added, Object splitting, Object decoder, List<String> tokens, List<List<String>> merges) {
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        tokens.forEach(token -> vocabulary.put(token, vocabulary.size()));
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("type", "BPE");
        model.put("dropout", null);
        model.put("unk_token", null);
        model.put("continuing_subword_prefix", null);
        model.put("end_of_word_suffix", null);
        model.put("fuse_unk", false);
        model.put("byte_fallback", false);
        model.put("ignore_merges", false);
        model.put("vocab", vocabulary);
        model.put("merges", merges);
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        root.put("version", "1.0");
        root.put("truncation", null);
        root.put("padding", null);
        root.put("added_tokens", added);
        root.put("normalizer", null);
        root.put("pre_tokenizer", splitting);
        root.put("post_processor", null);
        root.put("decoder", decoder);
        root.put("model", model);
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsBytes(root);
    }
}
