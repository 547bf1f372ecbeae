package dev.figment.core.data;

import dev.figment.api.data.LabelledFormat.By;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Files and the class of each.
 *
 * @param labels as many as files, indices of classes
 */
record LabelledPaths(List<Path> files, int[] labels, List<String> classes) {
    /**
     * @throws FigmentException if there are no classes, or a class has no file
     */
    static LabelledPaths of(Path folder, By by, FileKind kind) {
        return by == By.FOLDER ? byFolder(folder, kind) : byName(folder, kind);
    }

    private static LabelledPaths byFolder(Path folder, FileKind kind) {
        List<Path> folders = DataPaths.folders(folder);
        if (folders.isEmpty()) {
            throw FigmentException.user(Problem.of(
                            "no-classes",
                            folder.toString(),
                            "there is no folder in it, and the folders in it are the classes")
                    .fix("put the files of each class into a folder of its own, or set 'labels: name'"));
        }
        List<Path> files = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        List<String> classes = new ArrayList<>();
        for (Path each : folders) {
            List<Path> found = DataPaths.below(each, kind);
            if (found.isEmpty()) {
                throw FigmentException.user(Problem.of(
                                "empty-class",
                                each.toString(),
                                "there is no " + kind.one() + " in the folder of this class")
                        .fix("add " + kind.many() + ", or remove the folder"));
            }
            files.addAll(found);
            labels.addAll(Collections.nCopies(found.size(), classes.size()));
            classes.add(String.valueOf(each.getFileName()));
        }
        return new LabelledPaths(files, labels.stream().mapToInt(label -> label).toArray(), classes);
    }

    private static LabelledPaths byName(Path folder, FileKind kind) {
        List<Path> files = DataPaths.inFolder(folder, kind);
        List<String> names = files.stream().map(LabelledPaths::label).toList();
        List<String> classes =
                names.stream().distinct().sorted(NaturalOrder::compare).toList();
        return new LabelledPaths(
                files, names.stream().mapToInt(classes::indexOf).toArray(), classes);
    }

    private static String label(Path file) {
        String name = String.valueOf(file.getFileName());
        int underscore = name.indexOf('_');
        if (underscore < 1) {
            throw FigmentException.user(Problem.of(
                            "no-label",
                            file.toString(),
                            "the name of this file has no underscore, and what is before the first is the label")
                    .fix("rename it, as '7_ann.wav' for instance, or leave it out"));
        }
        return name.substring(0, underscore);
    }
}
