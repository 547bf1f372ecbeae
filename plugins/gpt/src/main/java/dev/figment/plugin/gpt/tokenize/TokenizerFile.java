package dev.figment.plugin.gpt.tokenize;

import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file {@code tokenizer.json} of Hugging Face's tokenizers: byte-level byte-pair encodings (those of GPT-2, GPT-NeoX,
 * Llama 3, Qwen and their like) and characters by Figment itself, all other kinds by Hugging Face's library.
 */
public final class TokenizerFile {
    /** Its name in a model's folder. */
    public static final String NAME = "tokenizer.json";

    private TokenizerFile() {}

    /**
     * The tokenizer of a model.
     *
     * @throws FigmentException if the model has none, or a damaged one
     */
    public static PromptTokenizer of(Models models, ModelRef model) {
        return read(models.read(model, NAME), model + "/" + NAME);
    }

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
     * @throws FigmentException if it is no tokenizer, or a damaged one
     */
    public static PromptTokenizer read(byte[] json, String name) {
        try {
            return read(JsonMapper.shared().readTree(json), name);
        } catch (JacksonException e) {
            throw FigmentException.user(
                    Problem.of("bad-tokenizer", name, "this is no JSON: " + e.getOriginalMessage())
                            .fix("use the tokenizer.json that the model came with"),
                    e);
        } catch (IllegalArgumentException e) {
            throw FigmentException.user(
                    Problem.of("bad-tokenizer", name, "the tokenizer is damaged: " + e.getMessage())
                            .fix("use the tokenizer.json that the model came with"),
                    e);
        }
    }

    private static PromptTokenizer read(JsonNode root, String name) {
        if (root.path("model").path("vocab").isEmpty()) {
            throw FigmentException.user(Problem.of(
                            "bad-tokenizer",
                            name,
                            "this is no tokenizer.json: it has no 'model'" + " with a vocabulary")
                    .fix("use the tokenizer.json that the model came with"));
        }
        List<AddedToken> added = added(root);
        Optional<PromptTokenizer> own = isPlainBpe(root.path("model")) ? own(root, added) : Optional.empty();
        return own.isPresent() ? own.get() : LibraryTokenizer.of(root, added, name);
    }

    private static boolean isPlainBpe(JsonNode model) {
        return model.path("type").asString("").equals("BPE")
                && model.path("vocab").isObject()
                && Stream.of("dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix")
                        .noneMatch(key -> isPresent(model.path(key)))
                && !model.path("byte_fallback").asBoolean(false);
    }

    private static boolean isPresent(JsonNode value) {
        return !value.isMissingNode() && !value.isNull() && !value.asString("?").isEmpty();
    }

    private static Optional<PromptTokenizer> own(JsonNode root, List<AddedToken> added) {
        return root.path("decoder").path("type").asString("").equals(PreTokenizers.BYTE_LEVEL)
                ? byteLevel(root, added)
                : characters(root, added);
    }

    private static Optional<PromptTokenizer> byteLevel(JsonNode root, List<AddedToken> added) {
        Optional<WordSplitter> words = PreTokenizers.byteLevel(root.path("pre_tokenizer"));
        Optional<Boolean> composed = composed(root.path("normalizer"));
        if (words.isEmpty() || composed.isEmpty()) {
            return Optional.empty();
        }
        Vocabulary vocabulary = new Vocabulary(ids(root), added);
        List<Merges.Merge> merges = new ArrayList<>();
        for (JsonNode merge : root.path("model").path("merges")) {
            merges.add(
                    merge.isArray()
                            ? vocabulary.merge(
                                    merge.path(0).asString(""), merge.path(1).asString(""))
                            : vocabulary.merge(merge.asString("")));
        }
        ByteLevelBpe.Preparation preparation = new ByteLevelBpe.Preparation(
                words.get(),
                composed.get(),
                root.path("model").path("ignore_merges").asBoolean(false),
                Frame.of(root.path("post_processor")));
        return Optional.of(new ByteLevelBpe(vocabulary.bytes(added), new Merges(merges), preparation, added));
    }

    /** Whether texts are brought to normal form C; empty for what is not known. */
    private static Optional<Boolean> composed(JsonNode normalizer) {
        if (!normalizer.isObject()) {
            return Optional.of(false);
        }
        return switch (normalizer.path("type").asString("")) {
            case "NFC" -> Optional.of(true);
            case "Sequence" -> {
                JsonNode parts = normalizer.path("normalizers");
                yield parts.isEmpty()
                        ? Optional.of(false)
                        : parts.size() == 1 ? composed(parts.path(0)) : Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private static Map<String, Integer> ids(JsonNode root) {
        Map<String, Integer> ids = new HashMap<>();
        root.path("model")
                .path("vocab")
                .properties()
                .forEach(entry -> ids.put(entry.getKey(), entry.getValue().asInt(-1)));
        return ids;
    }

    private static List<AddedToken> added(JsonNode root) {
        List<AddedToken> added = new ArrayList<>();
        for (JsonNode token : root.path("added_tokens")) {
            String content = token.path("content").asString("");
            int id = token.path("id").asInt(-1);
            if (content.isEmpty() || id < 0) {
                throw new IllegalArgumentException("an added token has no content or no id: " + token);
            }
            boolean special = token.path("special").asBoolean(false);
            added.add(new AddedToken(
                    id,
                    content,
                    special,
                    token.path("normalized").asBoolean(!special),
                    token.path("single_word").asBoolean(false),
                    token.path("lstrip").asBoolean(false),
                    token.path("rstrip").asBoolean(false)));
        }
        return added;
    }

    /** Figment's own files of characters; their cutting is what {@link TokenizerWriter} writes. */
    private static Optional<PromptTokenizer> characters(JsonNode root, List<AddedToken> added) {
        boolean single = root.path("model").path("merges").isEmpty()
                && !root.path("normalizer").isObject()
                && added.isEmpty()
                && root.path("decoder").path("type").asString("").equals("Fuse")
                && ids(root).keySet().stream().allMatch(token -> token.codePointCount(0, token.length()) == 1);
        return single ? Optional.of(new CharTokenizer(new Vocabulary(ids(root), added).tokens())) : Optional.empty();
    }
}
