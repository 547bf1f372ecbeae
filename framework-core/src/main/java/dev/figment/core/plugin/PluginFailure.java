package dev.figment.core.plugin;

import dev.figment.api.error.Problem;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import org.pf4j.PluginRuntimeException;

/** What was thrown while a plugin was loaded, in words for whoever installed it or wrote it. */
final class PluginFailure {
    private PluginFailure() {}

    static Problem problem(Throwable thrown, Path source) {
        Throwable cause = thrown;
        while (wraps(cause) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Problem.of("bad-plugin", source.toString(), message(cause)).fix(fix(cause));
    }

    private static boolean wraps(Throwable cause) {
        return cause instanceof PluginRuntimeException
                || cause instanceof InvocationTargetException
                || cause instanceof ExceptionInInitializerError;
    }

    private static String message(Throwable cause) {
        if (cause instanceof PluginRuntimeException) {
            return String.valueOf(cause.getMessage());
        }
        if (cause instanceof ClassNotFoundException || cause instanceof NoClassDefFoundError) {
            return "it needs the class " + String.valueOf(cause.getMessage()).replace('/', '.')
                    + ", which it neither brings nor may see";
        }
        if (cause instanceof UnsupportedClassVersionError) {
            return "it was compiled for a newer Java than this one, which is "
                    + Runtime.version().feature();
        }
        return "it throws " + described(cause);
    }

    /** An exception of a plugin may throw another when it is asked for its message. */
    private static String described(Throwable cause) {
        try {
            return cause.toString();
        } catch (RuntimeException | Error e) {
            return cause.getClass().getName();
        }
    }

    private static String fix(Throwable cause) {
        if (cause instanceof ClassNotFoundException || cause instanceof NoClassDefFoundError) {
            return "its lib folder must hold every library that it uses; 'figment plugins doctor' prints what it sees of"
                    + " Figment";
        }
        if (cause instanceof UnsupportedClassVersionError) {
            return "run Figment with a newer Java, or get a build of the plugin for this one";
        }
        if (cause instanceof LinkageError) {
            return "it may have been built against another version of Figment: get the one for "
                    + FigmentVersion.current();
        }
        return "get a version of it for Figment " + FigmentVersion.current()
                + ", or remove it; --verbose shows the stack trace";
    }
}
