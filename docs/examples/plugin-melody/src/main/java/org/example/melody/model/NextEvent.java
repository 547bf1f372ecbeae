package org.example.melody.model;

import static java.util.Objects.requireNonNull;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Model;
import dev.figment.api.model.TensorSpec;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.example.melody.Melodies;

/**
 * An ONNX model that gives the logits of the next event. Its inputs are {@code events} INT64 [N, context], the tokens of the
 * events before, and {@code beat} INT64 [N], which eighth of its bar it is; its output is {@code logits} FLOAT32 [N, tokens].
 */
public final class NextEvent {
    /** Its file. */
    public static final String FILE = "melody.onnx";

    public static final String EVENTS = "events";
    public static final String BEAT = "beat";
    public static final String LOGITS = "logits";

    private final Model model;
    private final int context;

    /**
     * @param name what to call the model in messages
     * @throws FigmentException if it has not these inputs and this output
     */
    public NextEvent(Model model, String name) {
        this.model = model;
        TensorSpec events = find(model.inputs(), EVENTS, name);
        find(model.inputs(), BEAT, name);
        TensorSpec logits = find(model.outputs(), LOGITS, name);
        if (events.shape().size() != 2
                || events.shape().get(1) < 1
                || !logits.shape().equals(List.of(-1L, (long) Events.TOKENS))) {
            throw misfit(name, "it takes " + events + " and gives " + logits);
        }
        this.context = Math.toIntExact(events.shape().get(1));
    }

    private static TensorSpec find(List<TensorSpec> specs, String wanted, String name) {
        return specs.stream()
                .filter(spec -> spec.name().equals(wanted)
                        && spec.type() == (wanted.equals(LOGITS) ? ElementType.FLOAT32 : ElementType.INT64))
                .findAny()
                .orElseThrow(() -> misfit(name, FILE + " has no '" + wanted + "'; it has " + specs));
    }

    private static FigmentException misfit(String name, String message) {
        return FigmentException.user(
                Problem.of("model-shapes", name, message).fix("use a model that the recipe 'melody' has trained"));
    }

    /** The logits of the event at an index of each melody, from the events before it; a row for each. */
    public FloatBuffer logits(List<int[]> melodies, int[] at) {
        long[] events = new long[melodies.size() * context];
        for (int i = 0; i < melodies.size(); i++) {
            System.arraycopy(Events.before(melodies.get(i), at[i], context), 0, events, i * context, context);
        }
        long[] beats =
                Arrays.stream(at).mapToLong(index -> index % Melodies.BAR).toArray();
        Map<String, Tensor> inputs = Map.of(
                EVENTS, Tensor.ofLongs(events, melodies.size(), context), BEAT, Tensor.ofLongs(beats, melodies.size()));
        return requireNonNull(model.run(inputs).get(LOGITS)).floats();
    }
}
