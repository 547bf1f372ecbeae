package dev.figment.plugin.gpt.tokenize;

import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.JsonNode;

/** What {@code pre_tokenizer} of a byte-level tokenizer.json says of words. */
final class PreTokenizers {
    static final String BYTE_LEVEL = "ByteLevel";

    private PreTokenizers() {}

    /** How words are cut, if this ends with {@code ByteLevel} and consists of what is known here. */
    static Optional<WordSplitter> byteLevel(JsonNode node) {
        if (!node.path("type").asString("").equals("Sequence")) {
            return isByteLevel(node) ? splitter(node) : Optional.empty();
        }
        JsonNode parts = node.path("pretokenizers");
        WordSplitter words = null;
        for (int i = 0; i < parts.size(); i++) {
            // What comes after ByteLevel would see bytes, not characters.
            if (isByteLevel(parts.path(i)) != (i == parts.size() - 1)) {
                return Optional.empty();
            }
            Optional<WordSplitter> next = splitter(parts.path(i));
            if (next.isEmpty()) {
                return Optional.empty();
            }
            if (words == null) {
                words = next.get();
            } else if (next.get() != WordSplitter.NONE) {
                words = words.then(next.get());
            }
        }
        return Optional.ofNullable(words);
    }

    private static boolean isByteLevel(JsonNode node) {
        return node.path("type").asString("").equals(BYTE_LEVEL);
    }

    private static Optional<WordSplitter> splitter(JsonNode node) {
        return switch (node.path("type").asString("")) {
            case BYTE_LEVEL -> {
                if (node.path("add_prefix_space").asBoolean(true)) {
                    yield Optional.empty();
                }
                yield Optional.of(node.path("use_regex").asBoolean(true) ? new Gpt2Words() : WordSplitter.NONE);
            }
            case "Split" -> split(node);
            case "Digits" ->
                Optional.of(new RegexWords(node.path("individual_digits").asBoolean(false) ? "\\p{N}" : "\\p{N}+"));
            case "Punctuation" ->
                switch (node.path("behavior").asString("Isolated")) {
                    case "Isolated" -> Optional.of(new RegexWords(FalconWords.PUNCTUATION));
                    case "Contiguous" -> Optional.of(new RegexWords(FalconWords.PUNCTUATION + "+"));
                    default -> Optional.empty();
                };
            default -> Optional.empty();
        };
    }

    private static Optional<WordSplitter> split(JsonNode node) {
        String pattern = node.path("pattern").path("Regex").asString("");
        boolean inverted = node.path("invert").asBoolean(false);
        String behavior = node.path("behavior").asString("");
        boolean matchesAll = pattern.equals(Gpt2Words.PATTERN)
                || pattern.equals(LlamaWords.LLAMA3)
                || pattern.equals(LlamaWords.QWEN2);
        // A pattern that matches every character leaves nothing between its matches that could be removed.
        boolean isolates = behavior.equals("Isolated") || (matchesAll && inverted && behavior.equals("Removed"));
        if (pattern.isEmpty() || !isolates) {
            return Optional.empty();
        }
        if (pattern.equals(Gpt2Words.PATTERN)) {
            return Optional.of(new Gpt2Words());
        }
        if (matchesAll) {
            return Optional.of(new LlamaWords(pattern.equals(LlamaWords.LLAMA3) ? 3 : 1));
        }
        try {
            return Optional.of(new RegexWords(pattern));
        } catch (PatternSyntaxException e) {
            return Optional.empty(); // The library's regular expressions know more than Java's.
        }
    }
}
