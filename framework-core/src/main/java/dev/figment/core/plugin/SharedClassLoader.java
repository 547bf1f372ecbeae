package dev.figment.core.plugin;

import dev.figment.api.plugin.FigmentPlugin;
import java.util.List;

/**
 * All that a plugin sees of its host: the JDK, and the classes that must be the same on both sides. Everything else a
 * plugin brings itself, in whichever version it likes. Of the host's resources it sees none.
 */
final class SharedClassLoader extends ClassLoader {
    /**
     * The packages, with their sub-packages, that the host alone loads: the API and training; the annotations and
     * contracts that both sides reflect on (PF4J, jakarta.inject, Guice, JSpecify); slf4j, so that logs come together;
     * and ONNX Runtime, whose native library can be loaded once in a process.
     */
    static final List<String> PACKAGES = List.of(
            "dev.figment.api",
            "dev.figment.train",
            "org.pf4j",
            "jakarta.inject",
            "com.google.inject",
            "org.jspecify",
            "org.slf4j",
            "ai.onnxruntime");

    private static final List<String> PREFIXES =
            PACKAGES.stream().map(name -> name + ".").toList();

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader host = FigmentPlugin.class.getClassLoader();

    SharedClassLoader() {
        super("figment-shared", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        for (String prefix : PREFIXES) {
            if (name.startsWith(prefix)) {
                return host.loadClass(name);
            }
        }
        return super.loadClass(name, resolve);
    }
}
