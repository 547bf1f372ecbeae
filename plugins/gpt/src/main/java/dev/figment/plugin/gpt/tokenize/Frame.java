package dev.figment.plugin.gpt.tokenize;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Tokens that a model expects before and after a text, such as one for its beginning: the {@code post_processor} of a {@code
 * tokenizer.json}.
 */
record Frame(List<Integer> before, List<Integer> after) {
    static final Frame NONE = new Frame(List.of(), List.of());

    /**
     * @throws IllegalArgumentException if it is of a kind that is not known, or damaged
     */
    static Frame of(JsonNode processor) {
        String type = processor.path("type").asString("");
        return switch (type) {
            case "", "ByteLevel" -> NONE;
            case "TemplateProcessing" -> template(processor);
            case "BertProcessing", "RobertaProcessing" ->
                new Frame(
                        List.of(id(processor.path("cls").path(1))),
                        List.of(id(processor.path("sep").path(1))));
            case "Sequence" -> {
                Frame all = NONE;
                for (JsonNode part : processor.path("processors")) {
                    all = of(part).around(all);
                }
                yield all;
            }
            default -> throw new IllegalArgumentException("its post_processor '" + type + "' is not known");
        };
    }

    private static Frame template(JsonNode processor) {
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        List<Integer> at = before;
        for (JsonNode part : processor.path("single")) {
            if (part.has("Sequence")) {
                at = after;
                continue;
            }
            String name = part.path("SpecialToken").path("id").asString("");
            JsonNode ids = processor.path("special_tokens").path(name).path("ids");
            if (ids.isEmpty()) {
                throw new IllegalArgumentException("its post_processor names the token '" + name + "' and gives no id");
            }
            for (JsonNode id : ids) {
                at.add(id(id));
            }
        }
        return new Frame(before, after);
    }

    private static int id(JsonNode id) {
        if (!id.isInt() || id.asInt() < 0) {
            throw new IllegalArgumentException("a token of its post_processor has no id: " + id);
        }
        return id.asInt();
    }

    private Frame around(Frame inner) {
        return new Frame(joined(before, inner.before), joined(inner.after, after));
    }

    private static List<Integer> joined(List<Integer> first, List<Integer> second) {
        List<Integer> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    /** A text's ids with those before and after it. */
    int[] around(int[] ids) {
        return IntStream.concat(
                        IntStream.concat(before.stream().mapToInt(id -> id), IntStream.of(ids)),
                        after.stream().mapToInt(id -> id))
                .toArray();
    }
}
