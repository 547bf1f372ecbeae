package dev.figment.core.plugin;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pf4j.Plugin;
import org.pf4j.PluginRuntimeException;

/**
 * A plugin's own {@code plugin.class}, made, started and stopped by its guard. What that throws is kept and not thrown on: PF4J
 * would log it, and the plugin's failure is reported already.
 */
final class GuardedPlugin extends Plugin {
    private final String name;
    private final ClassLoader loader;
    private final PluginGuard guard;
    private @Nullable Plugin plugin;
    private @Nullable Throwable startFailure;
    private @Nullable Throwable stopFailure;

    /**
     * @param name the class
     * @param loader the plugin's class loader
     */
    GuardedPlugin(String name, ClassLoader loader, PluginGuard guard) {
        this.name = name;
        this.loader = loader;
        this.guard = guard;
    }

    @Override
    public void start() {
        try {
            Plugin made = make();
            call("start()", made, made::start);
            plugin = made;
        } catch (Throwable e) {
            startFailure = e;
        }
    }

    private Plugin make() throws Throwable {
        try {
            return guard.call("class " + name, loader, () -> {
                Class<?> type = loader.loadClass(name);
                return type == Plugin.class
                        ? new Plugin()
                        : (Plugin) type.getConstructor().newInstance();
            });
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException | ClassCastException e) {
            throw new PluginRuntimeException("plugin.class {} cannot be made: it is {}", name, e);
        }
    }

    /** One that was not started is not stopped. */
    @Override
    public void stop() {
        Plugin started = plugin;
        if (started != null) {
            try {
                call("stop()", started, started::stop);
            } catch (Throwable e) {
                stopFailure = e;
            }
        }
    }

    /** What was thrown when it was made or started. */
    Optional<Throwable> startFailure() {
        return Optional.ofNullable(startFailure);
    }

    /** What was thrown when it was stopped. */
    Optional<Throwable> stopFailure() {
        return Optional.ofNullable(stopFailure);
    }

    private void call(String what, Plugin plugin, Runnable code) throws Throwable {
        if (plugin.getClass() != Plugin.class) {
            guard.<@Nullable Void>call(what, loader, () -> {
                code.run();
                return null;
            });
        }
    }
}
