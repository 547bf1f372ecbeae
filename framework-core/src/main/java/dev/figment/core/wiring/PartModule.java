package dev.figment.core.wiring;

import static java.util.Objects.requireNonNull;

import com.google.inject.Key;
import com.google.inject.PrivateModule;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.name.Names;
import dev.figment.api.Seed;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Map;

/**
 * Binds one part in a space of its own: its config record, its seed and the components that it refers to are visible to
 * it alone; the part itself is exposed under its slot.
 */
final class PartModule extends PrivateModule {
    private final Part part;
    private final Map<String, Part> components;
    private final Seed seed;

    PartModule(Part part, Map<String, Part> components, Seed seed) {
        this.part = part;
        this.components = components;
        this.seed = seed;
    }

    static Key<?> key(Part part) {
        return Key.get(part.type(), Names.named(part.slot()));
    }

    @Override
    protected void configure() {
        bindConfig();
        bind(Seed.class).toInstance(seed);
        bindReferences();
        bindPart(part.type());
        expose(key(part));
    }

    @SuppressWarnings("unchecked")
    private void bindConfig() {
        bind((Class<Record>) part.config().getClass()).toInstance(part.config());
    }

    @SuppressWarnings("unchecked")
    private void bindReferences() {
        List<TypeLiteral<?>> parameters =
                part.type().getParameterTypes(part.injectable().constructor());
        for (int i = 0; i < parameters.size(); i++) {
            var named = part.injectable().constructor().getParameters()[i].getAnnotation(jakarta.inject.Named.class);
            if (named != null) {
                Part component = requireNonNull(components.get(part.references().get(named.value())));
                bind((TypeLiteral<Object>) parameters.get(i))
                        .annotatedWith(Names.named(named.value()))
                        .to((Key<Object>) key(component));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private <T> void bindPart(TypeLiteral<T> type) {
        bind((Key<T>) key(part))
                .toConstructor((Constructor<T>) part.injectable().constructor(), type)
                .in(Singleton.class);
    }
}
