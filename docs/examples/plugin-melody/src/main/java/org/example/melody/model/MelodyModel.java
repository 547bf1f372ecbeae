package org.example.melody.model;

import dev.figment.api.Generator;
import dev.figment.api.Position;
import dev.figment.api.Sampler;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Models;
import jakarta.inject.Named;
import java.util.List;
import org.example.melody.Melodies;

/** Goes on with melodies. The model's folder holds {@link NextEvent#FILE}. */
public final class MelodyModel implements Generator<Melodies, Melodies> {
    /** The keys of {@code melody-model}. */
    @Description("Goes on with melodies, note by note")
    public record Config(
            @Description("the model: zoo:NAME, or a folder with melody.onnx")
            ModelRef model,

            @Description("a component that draws the next note, such as a scale-sampler")
            ComponentRef sampler,

            @Description("bars of 4/4 of a melody with its beginning, from 1 to 256") @Default("16")
            int bars) {
        public Config {
            if (bars < 1 || bars > 256) {
                throw new IllegalArgumentException("bars must be from 1 to 256, not " + bars);
            }
        }
    }

    private final NextEvent model;
    private final Continuation continuation;
    private final int length;

    /**
     * @throws FigmentException if the model's file is none of this kind
     */
    public MelodyModel(Config config, Models models, @Named("sampler") Sampler sampler) {
        this.model = new NextEvent(models.load(config.model, NextEvent.FILE), config.model.text());
        this.continuation = new Continuation(model, sampler);
        this.length = config.bars * Melodies.BAR;
    }

    /** The model itself, for what it thinks of melodies. */
    public NextEvent model() {
        return model;
    }

    /**
     * Each beginning, and what follows.
     *
     * @throws FigmentException if a beginning is longer than a melody is to be
     */
    @Override
    public Melodies generate(Melodies beginnings, Position at) {
        List<int[]> given = beginnings.melodies();
        for (int[] beginning : given) {
            if (beginning.length > length) {
                throw FigmentException.user(Problem.of(
                                "melody-too-long",
                                "melody-model",
                                "a beginning has " + beginning.length + " eighths, and the whole melody is to have "
                                        + length)
                        .fix("give 'bars' a greater number, or take a shorter beginning"));
            }
        }
        return Melodies.of(continuation.of(given, length, at), beginnings.names());
    }
}
