package dev.figment.core.zoo;

import dev.figment.api.error.FigmentException;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.Problems;
import dev.figment.core.config.RecordBinder;
import dev.figment.core.config.YamlFile;
import dev.figment.core.config.YamlWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@code card.yaml}: a card, and all that is written there, with keys that this version of Figment does not know. They
 * stay as they are when a card is changed; comments do not.
 *
 * @param content what is written
 * @param card what is known of it
 */
public record CardFile(MapNode content, Card card) {
    /** What it is called in a model's folder. */
    public static final String NAME = "card.yaml";

    static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(NAME));
    }

    /**
     * The card of a model's folder, or empty where it has none.
     *
     * @throws FigmentException if the card is wrong, with all of its problems
     */
    static Optional<Card> in(Path folder) {
        return isIn(folder) ? Optional.of(read(folder.resolve(NAME)).card()) : Optional.empty();
    }

    /**
     * Reads one.
     *
     * @throws FigmentException if there is none, or it is wrong, with all of its problems
     */
    public static CardFile read(Path file) {
        Problems problems = new Problems();
        return of(YamlFile.read(file, problems), problems);
    }

    /**
     * The card that is written so.
     *
     * @throws FigmentException as {@link #read}
     */
    public static CardFile of(MapNode content) {
        return of(content, new Problems());
    }

    private static CardFile of(MapNode content, Problems problems) {
        @Nullable Card card = RecordBinder.bindOpen(content, Card.class, problems);
        problems.throwIfAny();
        if (card == null) {
            throw new IllegalStateException("a card gave neither a record nor a problem");
        }
        return new CardFile(content, card);
    }

    /** As text, which reads back as the same. */
    public String text() {
        return YamlWriter.text(content);
    }
}
