package dev.figment.core.zoo;

import dev.figment.core.download.Downloader;
import dev.figment.core.zoo.registry.Registries;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The models of the user's registries. What the user has configured is read when it is first needed. */
public final class RegistryModels implements Elsewhere {
    private final Supplier<Registries> configured;
    private final ModelStore store;
    private final Downloader downloader;
    private @Nullable Registries registries;

    public RegistryModels(Supplier<Registries> configured, ModelStore store, Downloader downloader) {
        this.configured = configured;
        this.store = store;
        this.downloader = downloader;
    }

    /** The registries themselves. */
    public synchronized Registries registries() {
        return registries = Objects.requireNonNullElseGet(registries, configured);
    }

    @Override
    public boolean has(String name, String version) {
        return registries().find(name, version).isPresent();
    }

    @Override
    public Optional<Path> bring(String name, String version) {
        return registries().find(name, version).map(this::pull);
    }

    /** Brings a model, unless it is here, and gives its folder. */
    public Path pull(Registries.Listed model) {
        return new ModelPull(store, registries(), downloader).pull(model);
    }

    @Override
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        registries().known().forEach(entry -> names.add(entry.name()));
        return names;
    }
}
