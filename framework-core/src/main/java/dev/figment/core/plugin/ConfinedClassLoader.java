package dev.figment.core.plugin;

import dev.figment.core.plugin.link.ExitCalls;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.pf4j.ClassLoadingStrategy;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginManager;

/** A plugin's class loader; the classes that would end the process are loaded without that power. */
final class ConfinedClassLoader extends PluginClassLoader {
    private volatile Set<String> ending = Set.of();

    ConfinedClassLoader(PluginManager manager, PluginDescriptor descriptor, ClassLoader shared) {
        super(manager, descriptor, shared, ClassLoadingStrategy.APD);
    }

    /** Names the classes that would end the process, before any is loaded. */
    void confine(Set<String> classes) {
        ending = Set.copyOf(classes);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        return ending.contains(name) ? confined(name) : super.findClass(name);
    }

    private Class<?> confined(String name) throws ClassNotFoundException {
        try (InputStream in = findResource(name.replace('.', '/') + ".class").openStream()) {
            byte[] type = ExitCalls.refusedIn(in.readAllBytes());
            return defineClass(name, type, 0, type.length);
        } catch (IOException | IllegalArgumentException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
