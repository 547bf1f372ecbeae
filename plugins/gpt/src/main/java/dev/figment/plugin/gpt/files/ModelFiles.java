package dev.figment.plugin.gpt.files;

import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.model.Models;
import java.util.Optional;

/** Files that a model's folder may have. */
public final class ModelFiles {
    private static final String MISSING = "no-model-file";

    private ModelFiles() {}

    /**
     * Reads a file, if there is one.
     *
     * @throws FigmentException if it cannot be read
     */
    public static Optional<byte[]> find(Models models, ModelRef model, String name) {
        try {
            return Optional.of(models.read(model, name));
        } catch (FigmentException e) {
            if (e.problems().stream().allMatch(problem -> problem.code().equals(MISSING))) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
