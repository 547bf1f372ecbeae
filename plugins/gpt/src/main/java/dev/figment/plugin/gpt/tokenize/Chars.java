package dev.figment.plugin.gpt.tokenize;

import dev.figment.api.config.Description;
import dev.figment.api.config.InputPath;
import dev.figment.api.error.FigmentException;
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
        try {
            this.tokenizer = CharTokenizer.of(List.of(text));
        } catch (FigmentException e) {
            throw e.at(config.from.toString());
        }
    }

    @Override
    public PromptTokenizer tokenizer() {
        return tokenizer;
    }
}
