package dev.figment.api;

import java.nio.file.Path;

/**
 * The service that gives room for what is slow to make and can be made again; ask for it in a constructor. Other processes may
 * use the same folder at the same time, and the user may delete it while nothing runs: a file in it appears whole or not at all,
 * and its name says all that it was made of.
 */
public interface Scratch {
    /**
     * A folder; it is made if it is missing.
     *
     * @param name of a plain file, such as {@code tokens}
     * @throws dev.figment.api.error.FigmentException if it cannot be made
     */
    Path folder(String name);
}
