package dev.figment.core.plugin;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.pf4j.AbstractPluginManager;
import org.pf4j.CompoundPluginRepository;
import org.pf4j.DefaultExtensionFactory;
import org.pf4j.DefaultPluginLoader;
import org.pf4j.DefaultVersionManager;
import org.pf4j.ExtensionFactory;
import org.pf4j.ExtensionFinder;
import org.pf4j.IndexedExtensionFinder;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginRepository;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginStatusProvider;
import org.pf4j.PluginWrapper;
import org.pf4j.PropertiesPluginDescriptorFinder;
import org.pf4j.VersionManager;

/** PF4J for plugins in folders, each seeing only itself and {@link SharedClassLoader}; what goes wrong is thrown. */
final class IsolatedPluginManager extends AbstractPluginManager {
    private final ClassLoader shared = new SharedClassLoader();

    private final Map<String, PluginGuard> guards = new HashMap<>();
    private final Duration limit;

    /**
     * @param limit how long a call of a plugin's code may take
     */
    IsolatedPluginManager(String systemVersion, Duration limit) {
        super(List.of(Path.of("")));
        this.limit = limit;
        setSystemVersion(systemVersion);
    }

    @Override
    protected void validatePluginDescriptor(PluginDescriptor descriptor) {
        super.validatePluginDescriptor(descriptor);
        PluginWrapper other = getPlugin(descriptor.getPluginId());
        if (other != null) {
            throw new PluginRuntimeException(
                    "there is a plugin '{}' already, from {}: remove one of them",
                    other.getPluginId(),
                    other.getPluginPath());
        }
    }

    @Override
    protected PluginLoader createPluginLoader() {
        return new DefaultPluginLoader(this) {
            @Override
            protected PluginClassLoader createPluginClassLoader(Path path, PluginDescriptor descriptor) {
                return new ConfinedClassLoader(pluginManager, descriptor, shared);
            }
        };
    }

    @Override
    protected ExtensionFinder createExtensionFinder() {
        IndexedExtensionFinder finder = new IndexedExtensionFinder(this) {
            @Override
            public Map<String, Set<String>> readClasspathStorages() {
                return Map.of();
            }
        };
        addPluginStateListener(finder);
        return finder;
    }

    /** PF4J's own factory logs what a plugin's class throws, and gives null. */
    @Override
    protected PluginFactory createPluginFactory() {
        return wrapper -> new GuardedPlugin(
                wrapper.getDescriptor().getPluginClass(), wrapper.getPluginClassLoader(), guard(wrapper.getPluginId()));
    }

    /** What calls the code of a plugin. */
    PluginGuard guard(String id) {
        return guards.computeIfAbsent(id, plugin -> new PluginGuard(plugin, limit));
    }

    /** PF4J would let a plugin see the classes of those it depends on; whether they are there, the host checks. */
    @Override
    protected PluginDescriptorFinder createPluginDescriptorFinder() {
        return new PropertiesPluginDescriptorFinder() {
            @Override
            protected PluginDescriptor createPluginDescriptor(Properties properties) {
                Properties alone = new Properties();
                alone.putAll(properties);
                alone.remove(PLUGIN_DEPENDENCIES);
                return super.createPluginDescriptor(alone);
            }
        };
    }

    @Override
    protected ExtensionFactory createExtensionFactory() {
        return new DefaultExtensionFactory();
    }

    @Override
    protected VersionManager createVersionManager() {
        return new DefaultVersionManager();
    }

    /** Empty: the host decides where plugins are, and loads them one by one. */
    @Override
    protected PluginRepository createPluginRepository() {
        return new CompoundPluginRepository();
    }

    /** Every plugin that is there is enabled. */
    @Override
    protected PluginStatusProvider createPluginStatusProvider() {
        return new PluginStatusProvider() {
            @Override
            public boolean isPluginDisabled(String id) {
                return false;
            }

            @Override
            public void disablePlugin(String id) {}

            @Override
            public void enablePlugin(String id) {}
        };
    }

    /** Whether the plugin's {@code requires} admits this version of Figment. */
    boolean fits(PluginWrapper plugin) {
        return isPluginValid(plugin);
    }
}
