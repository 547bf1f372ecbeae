package dev.figment.core.config;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A working folder with configs in it, and an environment. */
final class Folder {
    final Path path;
    private final Map<String, String> environment = new HashMap<>();

    Folder(Path path) {
        this.path = path;
    }

    Folder file(String name, String text) {
        return file(name, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    Folder file(String name, byte[] bytes) {
        try {
            Files.createDirectories(path.resolve(name).getParent());
            Files.write(path.resolve(name), bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Folder variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    MapNode read(Problems problems, String file, String... overrides) {
        return new ConfigReader(path, environment::get).read(Path.of(file), List.of(overrides), problems);
    }

    /** Reads what must be right. */
    MapNode read(String file, String... overrides) {
        Problems problems = new Problems();
        MapNode config = read(problems, file, overrides);
        problems.throwIfAny();
        return config;
    }

    /** The problems, as printed, of reading what must be wrong. */
    List<String> problemsOf(String file, String... overrides) {
        Problems problems = new Problems();
        try {
            read(problems, file, overrides);
        } catch (FigmentException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
        return problems.sorted().stream().map(Problem::toString).toList();
    }
}
