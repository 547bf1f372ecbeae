package dev.figment.core.embed;

import dev.figment.api.Console;
import dev.figment.api.Device;
import dev.figment.api.Outcome;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.config.ConfigReader;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.Problems;
import dev.figment.core.download.DownloadListener;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.core.wiring.Plan;
import dev.figment.core.wiring.Services;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run config within a Java program: its pipeline, which runs as {@code figment run} would run it, and its components, typed.
 * Plugins and models are those of the same folders as of the command. It owns what it loads: closing it closes models and
 * plugins, and its components must not be used after that. Safe for use by several threads, as its components are.
 *
 * <pre>{@code
 * try (Figment figment = Figment.load(Path.of("config.yaml"))) {
 *     figment.run();
 *     Encoder<Images> digits = figment.component("digits", Encoder.class);
 * }
 * }</pre>
 */
public final class Figment implements AutoCloseable {
    private final Equipment equipment;
    private final OnnxModels models;
    private final Services services;
    private final Plan plan;
    private @Nullable Map<String, Object> components;

    private Figment(Equipment equipment, OnnxModels models, Services services, Plan plan) {
        this.equipment = equipment;
        this.models = models;
        this.services = services;
        this.plan = plan;
    }

    /**
     * Reads a config and checks it from end to end; no model is loaded yet.
     *
     * @param config its path; or {@code plugin:ID/PATH}, for one that a plugin brings
     * @throws FigmentException with everything that is wrong with it, or where what it uses is not what the {@code
     *     figment.lock} beside it says
     */
    public static Figment load(Path config) {
        return load(config, List.of(), Folders.ofProcess());
    }

    /**
     * As {@link #load(Path)}.
     *
     * @param overrides as of {@code --set}: {@code seed=1}
     * @param folders where plugins, models and data are
     */
    public static Figment load(Path config, List<String> overrides, Folders folders) {
        Equipment equipment = Equipment.open(folders, false, DownloadListener.LOG);
        try {
            Problems problems = new Problems();
            Path file = equipment.config(config);
            MapNode document = ConfigReader.ofProcess().read(file, overrides, problems);
            Plan plan = equipment.plans().read(document, problems);
            problems.throwIfAny();
            if (plan == null) {
                throw new IllegalStateException("a config gave neither a plan nor a problem");
            }
            equipment.lock().require(file, plan.uses());
            Device device = plan.config().device();
            OnnxModels models = equipment.models(device);
            Services services =
                    new Services(models, equipment.datasets(folders.data()), device, Console.none(), folders.scratch());
            return new Figment(equipment, models, services, plan);
        } catch (RuntimeException e) {
            equipment.close();
            throw e;
        }
    }

    /**
     * Runs the pipeline.
     *
     * @return what its sinks made, in the order of the steps
     * @throws FigmentException if a step fails
     */
    public List<Outcome> run() {
        return plan.run(services, samples -> {});
    }

    /**
     * A component of the config. All components are built when one is first asked for, and stay as they are.
     *
     * @param name as the config has it
     * @param type what it is to be used as, such as {@code Encoder.class}, {@code TextGenerator.class}
     * @throws FigmentException if there is no such component, it is none of that type, or one cannot be built
     */
    public <T> T component(String name, Class<? super T> type) {
        Map<String, Object> all = components();
        Object found = all.get(name);
        if (found == null) {
            throw FigmentException.user(Problem.of("no-component", "", "the config has no component '" + name + "'")
                    .suggesting(name, all.keySet()));
        }
        if (!type.isInstance(found)) {
            throw FigmentException.user(Problem.of(
                            "other-type",
                            "",
                            "the component '" + name + "' is no " + type.getSimpleName() + " but a "
                                    + found.getClass().getSimpleName())
                    .fix("ask for an interface that it implements"));
        }
        @SuppressWarnings("unchecked") // Checked by its class; of its type arguments the caller knows.
        T typed = (T) found;
        return typed;
    }

    private synchronized Map<String, Object> components() {
        return components = Objects.requireNonNullElseGet(components, () -> plan.components(services));
    }

    @Override
    public void close() {
        models.close();
        equipment.close();
    }
}
