package dev.figment.api.plugin;

import java.util.List;

/**
 * The entry point of a plugin: a public class with a public constructor without parameters, whose name is the one line
 * of the plugin's resource {@code META-INF/extensions.idx}. It only lists what there is; nothing is loaded or opened
 * here.
 */
public interface FigmentPlugin {
    /** What this plugin adds. */
    List<Contribution> contributions();
}
