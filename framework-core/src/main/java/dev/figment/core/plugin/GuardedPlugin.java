package dev.figment.core.plugin;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pf4j.Plugin;
import org.pf4j.PluginRuntimeException;

/** A plugin's own {@code plugin.class}, made, started and stopped by its guard. */
final class GuardedPlugin extends Plugin {
    private final Plugin plugin;
    private final PluginGuard guard;
    private final ClassLoader loader;
    private @Nullable Throwable stopFailure;

    private GuardedPlugin(Plugin plugin, PluginGuard guard, ClassLoader loader) {
        this.plugin = plugin;
        this.guard = guard;
        this.loader = loader;
    }

    /**
     * Makes it.
     *
     * @param name the class
     * @throws PluginRuntimeException if it cannot be made
     */
    static GuardedPlugin of(String name, ClassLoader loader, PluginGuard guard) {
        try {
            Plugin plugin = guard.call("class " + name, loader, () -> {
                Class<?> type = loader.loadClass(name);
                return type == Plugin.class
                        ? new Plugin()
                        : (Plugin) type.getConstructor().newInstance();
            });
            return new GuardedPlugin(plugin, guard, loader);
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException | ClassCastException e) {
            throw new PluginRuntimeException("plugin.class {} cannot be made: it is {}", name, e);
        } catch (Throwable e) {
            throw new PluginRuntimeException(e);
        }
    }

    @Override
    public void start() {
        try {
            call("start()", plugin::start);
        } catch (Throwable e) {
            throw new PluginRuntimeException(e);
        }
    }

    /** Never throws: others are stopped after this one. */
    @Override
    public void stop() {
        try {
            call("stop()", plugin::stop);
        } catch (Throwable e) {
            stopFailure = e;
        }
    }

    /** What was thrown when it was stopped. */
    Optional<Throwable> stopFailure() {
        return Optional.ofNullable(stopFailure);
    }

    private void call(String what, Runnable code) throws Throwable {
        if (plugin.getClass() != Plugin.class) {
            guard.<@Nullable Void>call(what, loader, () -> {
                code.run();
                return null;
            });
        }
    }
}
