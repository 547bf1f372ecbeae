package dev.figment.core.onnx;

import dev.figment.api.config.ModelRef;
import java.nio.file.Path;

/** Finds a model's file. */
@FunctionalInterface
public interface ModelLocator {
    /**
     * The path of one file of a model.
     *
     * @throws dev.figment.api.error.FigmentException if there is no such model or file
     */
    Path locate(ModelRef model, String file);
}
