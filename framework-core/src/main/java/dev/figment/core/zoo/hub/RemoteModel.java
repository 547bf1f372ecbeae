package dev.figment.core.zoo.hub;

import java.nio.file.Path;
import java.util.Optional;

/** A model whose files are brought one by one, when they are asked for. */
public interface RemoteModel {
    /**
     * Brings a file, unless it is here; and what belongs to it, such as the external data of an ONNX file.
     *
     * @param file the name that a component type gives it: {@code model.onnx}
     * @throws dev.figment.api.error.FigmentException if there is no such file, or it cannot be brought
     */
    Path locate(String file);

    /** The file that is meant where a reference names one: for every name of the same ending. */
    static Optional<String> meant(String named, String asked) {
        return ending(named).equals(ending(asked)) ? Optional.of(named) : Optional.empty();
    }

    private static String ending(String file) {
        return file.substring(file.lastIndexOf('.') + 1);
    }
}
