package dev.figment.plugin.gpt.tokenize;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes what Figment has learned as {@code tokenizer.json} of Hugging Face's tokenizers. */
final class TokenizerWriter {
    private TokenizerWriter() {}

    /** The file of a tokenizer of characters. */
    static byte[] write(CharTokenizer tokenizer) {
        Map<String, Object> eachAlone = new LinkedHashMap<>();
        eachAlone.put("type", "Split");
        eachAlone.put("pattern", Map.of("Regex", "[\\s\\S]"));
        eachAlone.put("behavior", "Isolated");
        eachAlone.put("invert", false);
        return write(List.of(), eachAlone, Map.of("type", "Fuse"), tokenizer.characters(), List.of());
    }

    /**
     * The file of a byte-level byte-pair encoding that was learned.
     *
     * @throws IllegalArgumentException if its words are neither GPT-2's nor whole texts
     */
    static byte[] write(ByteLevelBpe tokenizer) {
        boolean splits = tokenizer.words() instanceof Gpt2Words;
        if (!splits && tokenizer.words() != WordSplitter.NONE) {
            throw new IllegalArgumentException("words of " + tokenizer.words().getClass());
        }
        List<String> tokens = new ArrayList<>();
        for (int id = 0; id < tokenizer.vocabularySize(); id++) {
            tokens.add(ByteAlphabet.written(tokenizer.bytes(id)));
        }
        List<Object> added = new ArrayList<>();
        for (AddedToken token : tokenizer.added()) {
            tokens.set(token.id(), new String(tokenizer.bytes(token.id()), StandardCharsets.UTF_8));
            added.add(added(token));
        }
        List<List<String>> merges = tokenizer.merges().all().stream()
                .map(merge -> List.of(tokens.get(merge.left()), tokens.get(merge.right())))
                .toList();
        Map<String, Object> byteLevel = new LinkedHashMap<>();
        byteLevel.put("type", PreTokenizers.BYTE_LEVEL);
        byteLevel.put("add_prefix_space", false);
        byteLevel.put("trim_offsets", true);
        byteLevel.put("use_regex", splits);
        return write(added, byteLevel, byteLevel, tokens, merges);
    }

    private static Map<String, Object> added(AddedToken added) {
        Map<String, Object> token = new LinkedHashMap<>();
        token.put("id", added.id());
        token.put("content", added.content());
        token.put("single_word", added.singleWord());
        token.put("lstrip", added.stripLeft());
        token.put("rstrip", added.stripRight());
        token.put("normalized", added.normalized());
        token.put("special", added.special());
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
