package dev.figment.core.zoo;

import dev.figment.api.error.FigmentException;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.Problems;
import dev.figment.core.config.RecordBinder;
import dev.figment.core.config.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code card.yaml}. */
final class CardFile {
    static final String NAME = "card.yaml";

    private CardFile() {}

    static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(NAME));
    }

    /**
     * The card of a model's folder, or empty where it has none.
     *
     * @throws FigmentException if the card is wrong, with all of its problems
     */
    static Optional<Card> in(Path folder) {
        if (!isIn(folder)) {
            return Optional.empty();
        }
        Problems problems = new Problems();
        MapNode content = YamlFile.read(folder.resolve(NAME), problems);
        @Nullable Card card = RecordBinder.bind(content, Card.class, problems);
        problems.throwIfAny();
        return Optional.ofNullable(card);
    }
}
