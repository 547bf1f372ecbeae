package dev.figment.core.io;

import dev.figment.api.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Folders in one for what can be made again.
 *
 * @param cache made when first needed
 */
public record CacheScratch(Path cache) implements Scratch {
    @Override
    public Path folder(String name) {
        Path folder = cache.resolve(name).normalize();
        if (name.isEmpty() || !cache.normalize().equals(folder.getParent())) {
            throw new IllegalArgumentException("'" + name + "' is no name of a folder");
        }
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw WriteProblems.of(folder, e);
        }
    }
}
