package dev.figment.core.data;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of the folders {@code A} and {@code B}, in the order of their names.
 *
 * @param a in the folder A
 * @param b with the same names, but for the ending, in the folder B
 */
record PairPaths(List<Path> a, List<Path> b) {
    /** Whether a folder holds pairs in this way. */
    static boolean recognises(Path folder) {
        return Files.isDirectory(folder.resolve("A")) && Files.isDirectory(folder.resolve("B"));
    }

    /**
     * @throws FigmentException if an image has no partner
     */
    static PairPaths of(Path folder) {
        Map<String, Path> first = byStem(folder.resolve("A"));
        Map<String, Path> second = byStem(folder.resolve("B"));
        requirePartners(first, second, folder.resolve("B"));
        requirePartners(second, first, folder.resolve("A"));
        List<Path> partners = new ArrayList<>();
        first.keySet().forEach(stem -> partners.add(second.getOrDefault(stem, folder)));
        return new PairPaths(List.copyOf(first.values()), List.copyOf(partners));
    }

    private static Map<String, Path> byStem(Path folder) {
        Map<String, Path> byStem = new LinkedHashMap<>();
        for (Path file : DataPaths.inFolder(folder, FileKind.IMAGE)) {
            String stem = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
            Path same = byStem.put(stem, file);
            if (same != null) {
                throw FigmentException.user(Problem.of(
                                "two-of-a-name",
                                file.toString(),
                                "there is " + same.getFileName() + " too, so it is not clear which is meant")
                        .fix("give the two files different names"));
            }
        }
        return byStem;
    }

    private static void requirePartners(Map<String, Path> here, Map<String, Path> there, Path folder) {
        here.forEach((stem, file) -> {
            if (!there.containsKey(stem)) {
                throw FigmentException.user(
                        Problem.of("no-partner", file.toString(), "there is no image '" + stem + "' in " + folder)
                                .suggesting(stem, there.keySet())
                                .fix("add it, or remove this file"));
            }
        });
    }
}
