package dev.figment.plugin.gpt.model;

import static java.util.Objects.requireNonNull;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Model;
import dev.figment.api.model.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A decoder-only model with a cache of keys and values, in the convention of today's exporters: inputs {@code input_ids},
 * {@code attention_mask}, maybe {@code position_ids}, {@code past_key_values.N.key} and {@code .value}; outputs
 * {@code logits}, {@code present.N.key} and {@code .value}. Safe for use by several threads; each sequence is one
 * {@link Decoding}.
 */
public final class Decoder {
    private static final Pattern PAST = Pattern.compile("past_key_values\\.(\\d+)\\.(key|value)");

    private final String name;
    private final Model model;
    private final boolean takesPositions;
    private final int vocabulary;
    private final int context;
    private final boolean inPlace;
    /** Specs of the cache's inputs; the present output of each is {@link #present}. */
    private final List<TensorSpec> pasts;

    private Decoder(String name, Model model, List<TensorSpec> pasts, TensorSpec logits) {
        this.name = name;
        this.model = model;
        this.pasts = pasts;
        this.takesPositions =
                model.inputs().stream().anyMatch(spec -> spec.name().equals(DecoderFiles.POSITIONS));
        this.vocabulary = Math.toIntExact(logits.shape().get(2));
        this.context = context(model.metadata());
        this.inPlace = DecoderFiles.IN_PLACE.equals(model.metadata().get(DecoderFiles.CACHE));
    }

    /**
     * A decoder of a model.
     *
     * @param name to use in errors
     * @throws FigmentException if the model's inputs and outputs are not those of the convention
     */
    public static Decoder of(Model model, String name) {
        Map<String, TensorSpec> inputs = byName(model.inputs());
        Map<String, TensorSpec> outputs = byName(model.outputs());
        require(name, inputs, "input", DecoderFiles.IDS, ElementType.INT64, 2);
        require(name, inputs, "input", DecoderFiles.MASK, ElementType.INT64, 2);
        TensorSpec logits = require(name, outputs, "output", DecoderFiles.LOGITS, ElementType.FLOAT32, 3);
        if (logits.shape().get(2) < 1) {
            throw misfit(name, "its logits are " + logits + ", and the size of the vocabulary must be fixed");
        }
        List<TensorSpec> pasts = new ArrayList<>();
        inputs.forEach((input, spec) -> {
            Matcher past = PAST.matcher(input);
            if (past.matches()) {
                require(name, inputs, "input", input, ElementType.FLOAT32, 4);
                require(name, outputs, "output", present(input), ElementType.FLOAT32, 4);
                if (spec.shape().get(1) < 1 || spec.shape().get(3) < 1) {
                    throw misfit(name, "its input is " + spec + ", whose heads must be fixed in number and size");
                }
                pasts.add(spec);
            } else if (!List.of(DecoderFiles.IDS, DecoderFiles.MASK, DecoderFiles.POSITIONS)
                    .contains(input)) {
                throw misfit(name, "its input '" + input + "' is none that a decoder has");
            }
        });
        if (pasts.isEmpty()) {
            throw misfit(name, "it has no cache: no input is named as past_key_values.0.key");
        }
        return new Decoder(name, model, List.copyOf(pasts), logits);
    }

    private static Map<String, TensorSpec> byName(List<TensorSpec> specs) {
        Map<String, TensorSpec> byName = new LinkedHashMap<>();
        specs.forEach(spec -> byName.put(spec.name(), spec));
        return byName;
    }

    private static TensorSpec require(
            String name, Map<String, TensorSpec> specs, String kind, String wanted, ElementType type, int rank) {
        TensorSpec spec = specs.get(wanted);
        if (spec == null || spec.type() != type || spec.shape().size() != rank) {
            throw misfit(
                    name,
                    "it has no " + type + " " + kind + " '" + wanted + "' of " + rank + " dimensions, but "
                            + specs.values());
        }
        return spec;
    }

    private static FigmentException misfit(String name, String message) {
        return FigmentException.user(Problem.of("no-decoder", name, "this is no decoder of tokens: " + message)
                .fix("take a model that was exported for text generation, with past key values"));
    }

    private static int context(Map<String, String> metadata) {
        String context = metadata.get(DecoderFiles.CONTEXT);
        return context == null ? Integer.MAX_VALUE : Integer.parseInt(context);
    }

    /** The output that follows an input of the cache. */
    static String present(String past) {
        return past.replace("past_key_values", "present");
    }

    /** What it is called in messages. */
    public String name() {
        return name;
    }

    /** Token ids, which are from 0 to this less one. */
    public int vocabularySize() {
        return vocabulary;
    }

    /** Positions of the longest sequence; {@link Integer#MAX_VALUE} where the file does not say. */
    public int context() {
        return context;
    }

    /**
     * Begins a sequence; the caller closes it.
     *
     * @param capacity most tokens of it, at most {@link #context()}
     */
    public Decoding start(int capacity) {
        if (capacity < 1 || capacity > context) {
            throw new IllegalArgumentException("a sequence of " + capacity + " tokens; the context is " + context);
        }
        return inPlace ? new InPlaceDecoding(this, capacity) : new GrowingDecoding(this, capacity);
    }

    /**
     * The logits of all positions of a short sequence, [1, tokens, vocabulary].
     *
     * @param ids at least one, at most {@link #context()}
     */
    Tensor logits(int[] ids) {
        Map<String, Tensor> inputs = new Feed(ids.length, takesPositions).inputs(ids, 0);
        pasts.forEach(spec -> inputs.put(spec.name(), Tensor.allocate(ElementType.FLOAT32, shape(spec, 0))));
        Tensor logits = Tensor.allocate(ElementType.FLOAT32, 1, ids.length, vocabulary);
        model.run(inputs, Map.of(DecoderFiles.LOGITS, logits));
        return logits;
    }

    Model model() {
        return model;
    }

    List<TensorSpec> pasts() {
        return pasts;
    }

    boolean takesPositions() {
        return takesPositions;
    }

    /** The shape of a cache of so many positions. */
    static long[] shape(TensorSpec past, long positions) {
        return new long[] {
            1, past.shape().get(1), positions, requireNonNull(past.shape().get(3))
        };
    }
}
