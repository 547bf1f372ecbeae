package dev.figment.api.plugin;

import java.util.List;

/**
 * The entry point of a plugin: a public class with a public constructor without parameters, annotated with PF4J's
 * {@code @Extension}. It only lists what there is; nothing is loaded or opened here.
 */
public interface FigmentPlugin {
    /** What this plugin adds. */
    List<Contribution> contributions();
}
