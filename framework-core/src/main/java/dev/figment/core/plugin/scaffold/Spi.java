package dev.figment.core.plugin.scaffold;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The interfaces that a new plugin's component can begin with. */
public enum Spi {
    ENCODER("Encoder", "grey images to the mean brightness of each row", false),
    DECODER("Decoder", "the brightness of each row to grey images", false),
    GENERATOR("Generator", "grey images from the brightness of each row, with noise", false),
    DISCRIMINATOR("Discriminator", "takes sharp images for real", true),
    TOKENIZER("Tokenizer", "a token for each byte", true),
    SAMPLER("Sampler", "mostly the likeliest token, now and then another", false);

    private final String type;
    private final String description;
    private final boolean withStep;

    Spi(String type, String description, boolean withStep) {
        this.type = type;
        this.description = description;
        this.withStep = withStep;
    }

    /**
     * The one of this name, whatever the case of its letters.
     *
     * @throws FigmentException if there is none
     */
    public static Spi of(String name) {
        return Arrays.stream(values())
                .filter(spi -> spi.type.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> FigmentException.user(
                        Problem.of("unknown-spi", "--spi " + name, "unknown interface '" + name + "'")
                                .suggesting(name, names())));
    }

    /** The names of all. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Spi::type).toList();
    }

    /** The interface's name. */
    public String type() {
        return type;
    }

    /** What the component that is written does. */
    String description() {
        return description;
    }

    /** Whether there is a step too, since Figment has none that uses such a component. */
    boolean withStep() {
        return withStep;
    }

    /** The folder of its templates. */
    String folder() {
        return type.toLowerCase(Locale.ROOT);
    }
}
