package dev.figment.api.plugin;

import dev.figment.api.Step;

/**
 * One thing that a plugin adds, under a name that a config can say.
 *
 * <p>The implementation has one public constructor. Its parameters are injected: the config record, services
 * ({@code Models}, {@code Datasets}, {@code Seed}, {@code Device}), and each component that the config refers to
 * ({@code @Named("key")}).
 *
 * @param kind what it is: {@link #COMPONENT}, {@link #STEP} or {@link #RECIPE}
 * @param name in kebab-case, unique among all contributions of its kind
 * @param description one line, shown in listings and in the schema
 * @param implementation the class that is built
 * @param config the record that its keys are read into
 */
public record Contribution(
        String kind, String name, String description, Class<?> implementation, Class<? extends Record> config) {
    /** What {@code components: { x: { use: NAME } }} names. */
    public static final String COMPONENT = "component";

    /** What {@code steps: [ NAME: {…} ]} names; its implementation is a {@link Step}. */
    public static final String STEP = "step";

    /** What {@code recipe: { use: NAME }} of a training config names. */
    public static final String RECIPE = "recipe";

    public Contribution {
        if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("the name '" + name + "' is not in kebab-case");
        }
    }

    public static Contribution component(
            String name, String description, Class<?> implementation, Class<? extends Record> config) {
        return new Contribution(COMPONENT, name, description, implementation, config);
    }

    @SuppressWarnings("rawtypes") // A step may have type parameters of its own; its class literal is then raw.
    public static Contribution step(
            String name, String description, Class<? extends Step> implementation, Class<? extends Record> config) {
        return new Contribution(STEP, name, description, implementation, config);
    }

    public static Contribution recipe(
            String name, String description, Class<?> implementation, Class<? extends Record> config) {
        return new Contribution(RECIPE, name, description, implementation, config);
    }
}
