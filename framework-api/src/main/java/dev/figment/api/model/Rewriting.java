package dev.figment.api.model;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Another form of a model's file that computes the same, such as one with operators that are faster. Two that are equal make
 * the same of a file.
 */
@FunctionalInterface
public interface Rewriting {
    /**
     * Makes it.
     *
     * @param file an ONNX file
     * @param models to compile what is made with
     * @return a model, which the service closes with the pipeline; empty where the file is to be loaded as it is
     */
    Optional<Model> apply(Path file, Models models);
}
