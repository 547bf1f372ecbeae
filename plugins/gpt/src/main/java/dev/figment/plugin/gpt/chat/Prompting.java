package dev.figment.plugin.gpt.chat;

import dev.figment.api.ChatGenerator.Turn;
import dev.figment.api.config.InputPath;
import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Models;
import dev.figment.plugin.gpt.files.ModelFiles;
import dev.figment.plugin.gpt.model.DecoderFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How a conversation becomes a model's prompt. Safe for use by several threads. */
@FunctionalInterface
public interface Prompting {
    /** The name of a template that stands in a file of its own in the model's folder. */
    String FILE = "chat_template.jinja";

    /**
     * The prompt after which the model's turn comes.
     *
     * @throws FigmentException if the model does not take such turns
     */
    String prompt(List<Turn> turns);

    /**
     * As the model was trained: by a template of the user's; else by that of the model's folder; else, for a model without one,
     * each turn on lines of its own, so that the model goes on with what was said.
     *
     * @throws FigmentException if a file cannot be read
     */
    static Prompting of(Models models, ModelRef model, @Nullable InputPath own) {
        String where = model + "/" + DecoderFiles.TOKENIZER_CONFIG;
        JsonNode config = ModelFiles.find(models, model, DecoderFiles.TOKENIZER_CONFIG)
                .map(json -> json(json, where))
                .orElseGet(() -> JsonMapper.shared().createObjectNode());
        Map<String, Object> constants = new HashMap<>();
        for (String token : List.of("bos_token", "eos_token", "unk_token", "pad_token")) {
            JsonNode value = config.path(token);
            constants.put(token, value.isObject() ? value.path("content").asString("") : value.asString(""));
        }
        if (own != null) {
            return new ChatTemplate(text(own), constants, own.toString())::prompt;
        }
        Optional<String> file =
                ModelFiles.find(models, model, FILE).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
        return file.or(() -> template(config.path("chat_template")))
                .<Prompting>map(template -> new ChatTemplate(template, constants, where)::prompt)
                .orElse(turns -> turns.stream().map(turn -> turn.text() + "\n").collect(Collectors.joining()));
    }

    private static Optional<String> template(JsonNode node) {
        if (node.isArray()) { // Several, by name.
            for (JsonNode named : node) {
                if (named.path("name").asString("").equals("default")) {
                    return template(named.path("template"));
                }
            }
        }
        return node.isString() ? Optional.of(node.asString()) : Optional.empty();
    }

    private static JsonNode json(byte[] json, String where) {
        try {
            return JsonMapper.shared().readTree(json);
        } catch (JacksonException e) {
            throw FigmentException.user(
                    Problem.of("bad-json", where, "this is no JSON: " + e.getOriginalMessage())
                            .fix("take the file that came with the model"),
                    e);
        }
    }

    private static String text(InputPath file) {
        try {
            return Files.readString(file.path());
        } catch (IOException e) {
            throw FigmentException.user(
                    Problem.of("unreadable-file", file.toString(), "the chat template cannot be read: " + e)
                            .fix("name a file in UTF-8 that is there"),
                    e);
        }
    }
}
