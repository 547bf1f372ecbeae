package dev.figment.cli;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.zoo.CardFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that a new entry of the zoo is made of.
 *
 * @param others the names of all its files but the card, sorted, those of ONNX among them
 */
record SourceFolder(Path folder, List<String> others) {
    private static final String MODEL = "model";
    private static final String ONNX = ".onnx";

    /**
     * A model's folder, or the one within the folder of a training run.
     *
     * @throws FigmentException if it is neither
     */
    static SourceFolder of(Path source) {
        if (!Files.isDirectory(source)) {
            throw FigmentException.user(Problem.of("no-model", source.toString(), "there is no such folder")
                    .fix("name the folder of a model, or that of a training run"));
        }
        SourceFolder folder = read(source);
        if (folder.onnx().isEmpty() && Files.isDirectory(source.resolve(MODEL))) {
            folder = read(source.resolve(MODEL));
        }
        if (folder.onnx().isEmpty()) {
            throw FigmentException.user(Problem.of("no-model", source.toString(), "there is no ONNX file in it")
                    .fix("name the folder of a model, or that of a training run that has ended"));
        }
        folder.requireFlat();
        return folder;
    }

    /** The names of the ONNX files. */
    List<String> onnx() {
        return others.stream().filter(file -> file.endsWith(ONNX)).toList();
    }

    private static SourceFolder read(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return new SourceFolder(
                    folder,
                    entries.filter(Files::isRegularFile)
                            .map(path -> String.valueOf(path.getFileName()))
                            .filter(name -> !name.startsWith(".") && !name.equals(CardFile.NAME))
                            .sorted()
                            .toList());
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private void requireFlat() {
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(Files::isDirectory)
                    .filter(path -> !String.valueOf(path.getFileName()).startsWith("."))
                    .findFirst()
                    .ifPresent(below -> {
                        throw FigmentException.user(Problem.of(
                                        "not-flat",
                                        below.toString(),
                                        "a model's files lie in one folder, without others in it")
                                .fix("move it away, or what the model needs of it one up"));
                    });
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static FigmentException unreadable(Path folder, IOException e) {
        return FigmentException.user(
                Problem.of("unreadable-folder", folder.toString(), "the folder cannot be read: " + e)
                        .fix("make it readable"),
                e);
    }
}
