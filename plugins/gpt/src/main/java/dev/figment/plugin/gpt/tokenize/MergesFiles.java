package dev.figment.plugin.gpt.tokenize;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The two files that a byte-level byte-pair encoding had before tokenizer.json: tokens and their ids in JSON ({@code
 * encoder.json}, {@code vocab.json}), and merges, one a line ({@code vocab.bpe}, {@code merges.txt}).
 */
final class MergesFiles {
    private MergesFiles() {}

    /**
     * Reads them. A token that is no single byte and that no merge gives cannot be in an encoding of text, so it is special,
     * as {@code <|endoftext|>} of GPT-2.
     *
     * @param special further special tokens: those that are not in the vocabulary get the ids after it, in this order
     * @throws FigmentException if they cannot be read, or do not fit together
     */
    static ByteLevelBpe read(Path vocabulary, Path merges, WordRule rule, List<String> special) {
        Map<String, Integer> ids = ids(vocabulary);
        try {
            List<String> lines = lines(merges);
            List<AddedToken> added = new ArrayList<>();
            Set<String> given = new HashSet<>(special);
            int next = ids.size();
            for (String token : special) {
                Integer known = ids.get(token);
                added.add(AddedToken.special(known == null ? next++ : known, token));
            }
            Set<String> merged = new HashSet<>();
            lines.forEach(line -> merged.add(line.replace(" ", "")));
            ids.forEach((token, id) -> {
                if (token.length() > 1 && !merged.contains(token) && given.add(token)) {
                    added.add(AddedToken.special(id, token));
                }
            });
            Vocabulary tokens = new Vocabulary(ids, added);
            List<Merges.Merge> all = lines.stream().map(tokens::merge).toList();
            // Qwen's vocabulary is of texts in normal form C, the others' of texts as they are.
            var preparation = new ByteLevelBpe.Preparation(
                    rule.splitter(), rule == WordRule.QWEN2, rule == WordRule.LLAMA3, Frame.NONE);
            return new ByteLevelBpe(tokens.bytes(added), new Merges(all), preparation, added);
        } catch (IllegalArgumentException e) {
            throw FigmentException.user(
                    Problem.of("bad-tokenizer", vocabulary + " and " + merges, String.valueOf(e.getMessage()))
                            .fix("use the two files that came with one model"),
                    e);
        }
    }

    private static Map<String, Integer> ids(Path file) {
        try {
            JsonNode root = JsonMapper.shared().readTree(TokenizerFile.bytes(file));
            Map<String, Integer> ids = new HashMap<>();
            root.properties()
                    .forEach(entry -> ids.put(entry.getKey(), entry.getValue().asInt(-1)));
            if (!root.isObject() || ids.containsValue(-1)) {
                throw noVocabulary(file, "this is no map of tokens to ids", null);
            }
            return ids;
        } catch (JacksonException e) {
            throw noVocabulary(file, "this is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static FigmentException noVocabulary(Path file, String what, @Nullable Throwable cause) {
        Problem problem =
                Problem.of("bad-tokenizer", file.toString(), what).fix("name an encoder.json or a vocab.json");
        return cause == null ? FigmentException.user(problem) : FigmentException.user(problem, cause);
    }

    private static List<String> lines(Path file) {
        List<String> lines = new ArrayList<>(
                Utf8.read(file, "name a vocab.bpe or a merges.txt").lines().toList());
        if (!lines.isEmpty() && lines.get(0).startsWith("#version")) {
            lines.remove(0);
        }
        lines.removeIf(String::isEmpty);
        return lines;
    }
}
