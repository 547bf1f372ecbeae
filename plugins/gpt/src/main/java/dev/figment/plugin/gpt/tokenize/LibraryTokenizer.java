package dev.figment.plugin.gpt.tokenize;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Any tokenizer.json, through Hugging Face's library: SentencePiece's kinds, WordPiece, word level and others. */
final class LibraryTokenizer implements PromptTokenizer {
    /** The last of Unicode's private characters; no text has it. */
    private static final String UNREACHABLE = "\udbff\udffd";

    private final HuggingFaceLibrary texts;
    private final HuggingFaceLibrary prompts;
    private final int size;
    private final Frame frame;
    private final Map<String, Integer> addedIds = new HashMap<>();

    private LibraryTokenizer(
            HuggingFaceLibrary texts, HuggingFaceLibrary prompts, int size, Frame frame, List<AddedToken> added) {
        this.texts = texts;
        this.prompts = prompts;
        this.size = size;
        this.frame = frame;
        added.forEach(token -> addedIds.put(token.content(), token.id()));
    }

    /**
     * Makes it of a file.
     *
     * @param added the file's added tokens
     * @param name to use in errors
     * @throws FigmentException if the library does not take it
     */
    static LibraryTokenizer of(JsonNode root, List<AddedToken> added, String name) {
        HuggingFaceLibrary prompts = HuggingFaceLibrary.of(root.toString(), name);
        boolean controlled = added.stream().anyMatch(AddedToken::special);
        HuggingFaceLibrary texts =
                controlled ? HuggingFaceLibrary.of(withoutSpecial(root, added).toString(), name) : prompts;
        return new LibraryTokenizer(texts, prompts, size(root, added), Frame.of(root.path("post_processor")), added);
    }

    private static int size(JsonNode root, List<AddedToken> added) {
        JsonNode vocabulary = root.path("model").path("vocab");
        int size = vocabulary.size();
        for (JsonNode id : vocabulary.isObject() ? vocabulary.values() : List.<JsonNode>of()) {
            size = Math.max(size, id.asInt(0) + 1);
        }
        for (AddedToken token : added) {
            size = Math.max(size, token.id() + 1);
        }
        return size;
    }

    /** The same tokenizer, in which special tokens that are spelled out in a text are ordinary text. */
    private static JsonNode withoutSpecial(JsonNode root, List<AddedToken> added) {
        ObjectNode changed = (ObjectNode) root.deepCopy();
        ArrayNode kept = JsonMapper.shared().createArrayNode();
        for (JsonNode token : root.path("added_tokens")) {
            if (!token.path("special").asBoolean(false)) {
                kept.add(token);
            }
        }
        changed.set("added_tokens", kept);
        // A unigram model finds any piece that stands in a text, so the special ones must be spelled as none can be.
        if (changed.path("model").path("vocab") instanceof ArrayNode pieces) {
            for (AddedToken token : added) {
                if (token.special()
                        && token.id() < pieces.size()
                        && pieces.get(token.id()) instanceof ArrayNode piece) {
                    piece.set(0, UNREACHABLE + token.id());
                }
            }
        }
        return changed;
    }

    @Override
    public int[] encode(String text) {
        return texts.encode(text);
    }

    @Override
    public int[] encodeWhole(String text) {
        return frame.around(encode(text));
    }

    @Override
    public int[] encodePrompt(String prompt) {
        return prompts.encode(prompt);
    }

    @Override
    public byte[] textBytes(int id) {
        throw FigmentException.user(Problem.of(
                        "no-token-bytes",
                        "",
                        "with this kind of tokenizer.json what a token adds to a text depends on those around it")
                .fix("constrain texts of models whose tokenizer is byte-level BPE, characters or bytes"));
    }

    @Override
    public String decode(int[] ids) {
        for (int id : ids) {
            require(id);
        }
        return prompts.decode(ids);
    }

    private void require(int id) {
        if (id < 0 || id >= size) {
            throw FigmentException.user(
                    Problem.of("unknown-token", "", "the vocabulary has no token " + id + "; the last is " + (size - 1))
                            .fix("use the tokenizer that the model was trained with"));
        }
    }

    @Override
    public StreamingDecoder streamingDecoder() {
        return new WindowDecoder(this::decode);
    }

    @Override
    public int vocabularySize() {
        return size;
    }

    @Override
    public OptionalInt specialToken(String token) {
        Integer id = addedIds.get(token);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }
}
