package dev.figment.plugin.gpt.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.ChatGenerator.Role;
import dev.figment.api.ChatGenerator.Turn;
import dev.figment.api.config.InputPath;
import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.plugin.gpt.train.TinyGpt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChatTemplateTest {
    private static final Map<String, Object> CONSTANTS = Map.of("bos_token", "<s>", "eos_token", "</s>");

    @TempDir
    private Path folder;

    /** Templates of the kinds that models have, and what the interpreter of transformers.js writes; null where it refuses. */
    @TestFactory
    Stream<DynamicTest> promptsAreThoseOfTransformers() throws IOException {
        try (InputStream in = ChatTemplateTest.class.getResourceAsStream("templates.json")) {
            JsonNode cases = JsonMapper.shared().readTree(in);
            List<DynamicTest> tests = new ArrayList<>();
            for (JsonNode each : cases) {
                ChatTemplate template = new ChatTemplate(each.get("template").asString(), CONSTANTS, "template");
                List<Turn> turns = turns(each.get("messages"));
                tests.add(DynamicTest.dynamicTest(each.get("name").asString() + " of " + turns.size(), () -> {
                    if (each.get("prompt").isNull()) {
                        assertThatThrownBy(() -> template.prompt(turns))
                                .isInstanceOf(FigmentException.class)
                                .hasMessageContaining("does not take this conversation: Turns must alternate");
                    } else {
                        assertThat(template.prompt(turns))
                                .isEqualTo(each.get("prompt").asString());
                    }
                }));
            }
            return tests.stream();
        }
    }

    private static List<Turn> turns(JsonNode messages) {
        List<Turn> turns = new ArrayList<>();
        messages.forEach(message -> turns.add(new Turn(
                Role.valueOf(message.get("role").asString().toUpperCase(Locale.ROOT)),
                message.get("content").asString())));
        return turns;
    }

    @Test
    void aFaultyTemplateSaysWhatIsWrong() {
        assertThatThrownBy(() -> new ChatTemplate("{% for m in %}", CONSTANTS, "chat.jinja")
                        .prompt(List.of(new Turn(Role.USER, "Hello"))))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("chat.jinja");
    }

    private String prompt(InputPath own) {
        return Prompting.of(TinyGpt.MODELS, new ModelRef(folder.toString(), folder), own)
                .prompt(List.of(
                        new Turn(Role.USER, "Hi"), new Turn(Role.ASSISTANT, "Yes?"), new Turn(Role.USER, "Bye")));
    }

    @Test
    void theTemplateIsTheUsersElseTheModelsElseLines() throws IOException {
        assertThat(prompt(null)).isEqualTo("Hi\nYes?\nBye\n");
        Path config = folder.resolve("tokenizer_config.json");
        Files.writeString(config, "{\"bos_token\": {\"content\": \"<s>\"}, \"chat_template\": \"{{ bos_token }}A\"}");
        assertThat(prompt(null)).isEqualTo("<s>A");
        Files.writeString(
                config,
                "{\"chat_template\": [{\"name\": \"tools\", \"template\": \"T\"}, {\"name\": \"default\", \"template\": \"D\"}]}");
        assertThat(prompt(null)).isEqualTo("D");
        Files.writeString(folder.resolve("chat_template.jinja"), "{{ messages|length }}");
        assertThat(prompt(null)).isEqualTo("3");
        Path own = Files.writeString(folder.resolve("own.jinja"), "{{ messages[-1].content }}!");
        assertThat(prompt(new InputPath(own))).isEqualTo("Bye!");
        Files.writeString(config, "{");
        assertThatThrownBy(() -> prompt(null))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("tokenizer_config.json");
    }
}
