package dev.figment.core.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.spi.Message;
import dev.figment.api.Console;
import dev.figment.api.Device;
import dev.figment.api.Scratch;
import dev.figment.api.Seed;
import dev.figment.api.data.Datasets;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Models;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds parts: one injector for each config, every binding explicit, everything made at once. */
final class Wiring {
    private final Services services;

    Wiring(Services services) {
        this.services = services;
    }

    /**
     * Builds components and what refers to them.
     *
     * @param seed each part gets the child of it that is named by the part's slot
     * @return the objects by slot, components first
     * @throws FigmentException if a constructor fails
     */
    Map<String, Object> build(List<Part> components, List<Part> others, Seed seed) {
        Map<String, Part> bySlot = new LinkedHashMap<>();
        components.forEach(part -> bySlot.put(part.slot(), part));
        List<Part> all = new ArrayList<>(components);
        all.addAll(others);
        List<Module> modules = new ArrayList<>();
        modules.add(new ServicesModule(services));
        all.forEach(part -> modules.add(new PartModule(part, bySlot, seed.child(part.slot()))));
        try {
            Injector injector = Guice.createInjector(com.google.inject.Stage.PRODUCTION, modules);
            Map<String, Object> built = new LinkedHashMap<>();
            all.forEach(part -> built.put(part.slot(), injector.getInstance(PartModule.key(part))));
            return built;
        } catch (CreationException e) {
            throw failure(e, all);
        }
    }

    private static FigmentException failure(CreationException e, List<Part> parts) {
        for (Message message : e.getErrorMessages()) {
            Throwable cause = message.getCause();
            if (cause instanceof FigmentException known) {
                return known.at(where(known, parts));
            }
            if (cause != null) {
                return FigmentException.run(
                        Problem.of("build-failed", where(cause, parts), "could not be built: " + cause)
                                .fix("run with --verbose to see where"),
                        cause);
            }
        }
        return FigmentException.run(Problem.of("wiring", "", String.valueOf(e.getMessage())), e);
    }

    /** The part whose constructor is on the failure's stack. */
    private static String where(Throwable cause, List<Part> parts) {
        for (StackTraceElement frame : cause.getStackTrace()) {
            for (Part part : parts) {
                boolean constructing = frame.getMethodName().equals("<init>")
                        && frame.getClassName()
                                .equals(part.contribution().implementation().getName());
                if (constructing) {
                    return part.where() + ": '" + part.label() + "'";
                }
            }
        }
        return "";
    }

    private static final class ServicesModule extends AbstractModule {
        private final Services services;

        ServicesModule(Services services) {
            this.services = services;
        }

        @Override
        protected void configure() {
            binder().requireExplicitBindings();
            binder().requireExactBindingAnnotations();
            binder().disableCircularProxies();
            bind(Models.class).toInstance(services.models());
            bind(Datasets.class).toInstance(services.datasets());
            bind(Console.class).toInstance(services.console());
            bind(Scratch.class).toInstance(services.scratch());
            bind(Device.class).toInstance(services.device());
        }
    }
}
