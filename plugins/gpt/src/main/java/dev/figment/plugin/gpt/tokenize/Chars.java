package dev.figment.plugin.gpt.tokenize;

import dev.figment.api.config.Description;
import dev.figment.api.config.InputPath;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.util.List;

/** The component {@code chars}: a token for each character that a text has, in the order of Unicode. */
public final class Chars implements Delegating {
    /** The keys of the component. */
    @Description("A token for each character (Unicode code point) of a text")
    public record Config(
            @Description("A text file, UTF-8, whose characters are the vocabulary")
            InputPath from) {}

    private final CharTokenizer tokenizer;

    public Chars(Config config) {
        String text = Utf8.read(config.from.path(), "name a text file");
        if (text.isEmpty()) {
            throw FigmentException.user(Problem.of(
                            "empty-text", config.from.toString(), "the text is empty, so there is no character to tell")
                    .fix("name the text that the model was trained on"));
        }
        this.tokenizer = CharTokenizer.of(List.of(text));
    }

    @Override
    public PromptTokenizer tokenizer() {
        return tokenizer;
    }
}
