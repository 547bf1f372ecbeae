package org.example.melody.steps;

import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.Description;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import jakarta.inject.Named;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.example.melody.Melodies;
import org.example.melody.model.Events;
import org.example.melody.model.MelodyModel;
import org.example.melody.model.NextEvent;

/**
 * How well a model predicts melodies: the mean negative log-likelihood of an event, in nats, and the share of events that are the
 * likeliest.
 */
public final class MeasureMelodies implements Sink<Melodies> {
    /** The keys of {@code measure-melodies}. */
    public record Config(
            @Description("a component of the type melody-model")
            ComponentRef with) {}

    private final NextEvent model;

    public MeasureMelodies(Config config, @Named("with") MelodyModel with) {
        this.model = with.model();
    }

    @Override
    public Writer<Melodies> open(Seed seed) {
        return new Writer<>() {
            private double nats;
            private long likeliest;
            private long count;

            @Override
            public void write(Melodies batch) {
                batch.melodies().stream().filter(melody -> melody.length > 0).forEach(this::add);
            }

            private void add(int[] melody) {
                int[] at = IntStream.range(0, melody.length).toArray();
                FloatBuffer logits = model.logits(Collections.nCopies(melody.length, melody), at);
                for (int t : at) {
                    FloatBuffer ofEvent = logits.slice(t * Events.TOKENS, Events.TOKENS);
                    float chosen = ofEvent.get(Events.token(melody[t]));
                    double sum = 0;
                    boolean isLikeliest = true;
                    for (int token = 0; token < Events.TOKENS; token++) {
                        sum += Math.exp(ofEvent.get(token) - chosen);
                        isLikeliest &= ofEvent.get(token) <= chosen;
                    }
                    nats += Math.log(sum);
                    likeliest += isLikeliest ? 1 : 0;
                }
                count += melody.length;
            }

            @Override
            public Outcome finish() {
                if (count == 0) {
                    throw FigmentException.user(
                            Problem.of("no-melody", "measure-melodies", "there is no event to predict")
                                    .fix("give it melodies that have notes"));
                }
                Map<String, Double> values = new LinkedHashMap<>();
                values.put("nats-per-event", nats / count);
                values.put("accuracy", (double) likeliest / count);
                return new Outcome.Measured("prediction of " + count + " events", values);
            }

            @Override
            public void close() {}
        };
    }
}
