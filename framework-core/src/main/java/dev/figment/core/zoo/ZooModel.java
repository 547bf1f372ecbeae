package dev.figment.core.zoo;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A model that was found.
 *
 * @param name what it is called in messages
 * @param folder where its files are
 * @param card empty where a folder that was named by its path has none
 */
public record ZooModel(String name, Path folder, Optional<Card> card) {}
