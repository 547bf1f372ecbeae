package dev.figment.core.steps;

import java.util.Locale;
import java.util.Set;

/** Samples are called by the files they come from; files that are written are called by the samples. */
final class FileNames {
    private FileNames() {}

    /** {@code 3.png} with {@code -reconstructed} is {@code 3-reconstructed.png}. */
    static String withSuffix(String name, String suffix) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name + suffix : name.substring(0, dot) + suffix + name.substring(dot);
    }

    /** A name without its extension and without anything that is no part of a file's name on some system. */
    static String base(String name) {
        int dot = name.lastIndexOf('.');
        String base = dot <= 0 ? name : name.substring(0, dot);
        String safe = base.replaceAll("[^\\p{L}\\p{N}._ -]", "_").strip();
        return safe.isEmpty() || safe.startsWith(".") ? "_" + safe : safe;
    }

    /** The name, or the first of {@code name-2}, {@code name-3}, … that is not taken yet, ignoring case; takes it. */
    static String free(String name, Set<String> taken) {
        String free = name;
        for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
            free = name + "-" + i;
        }
        return free;
    }
}
