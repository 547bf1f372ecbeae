package dev.figment.plugin.gpt.model;

import static java.util.Objects.requireNonNull;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.api.model.TensorSpec;
import dev.figment.train.imported.Imported;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A decoder-only model with a cache of keys and values, in the convention of today's exporters: inputs {@code input_ids},
 * {@code attention_mask}, maybe {@code position_ids} and {@code
 * num_logits_to_keep}, {@code past_key_values.N.key} and {@code .value}; outputs
 * {@code logits}, {@code present.N.key} and {@code .value}. Safe for use by several threads;
 * sequences are read in {@link Slots}.
 */
public final class Decoder {
    private static final Pattern PAST = Pattern.compile("past_key_values\\.(\\d+)\\.(key|value)");

    private static final List<String> OTHERS =
            List.of(DecoderFiles.IDS, DecoderFiles.MASK, DecoderFiles.POSITIONS, DecoderFiles.KEEP);

    private final String name;
    private final Model model;
    private final boolean takesPositions;
    /** Dimensions of the input that says how many logits are wanted; -1 where the model has none. */
    private final int keepRank;

    private final int vocabulary;
    private final int context;
    private final boolean inPlace;
    /** Specs of the cache's inputs; the present output of each is {@link #present}. */
    private final List<TensorSpec> pasts;

    private Decoder(String name, Model model, List<TensorSpec> pasts, TensorSpec logits, int otherwise) {
        this.name = name;
        this.model = model;
        this.pasts = pasts;
        Map<String, TensorSpec> inputs = byName(model.inputs());
        TensorSpec keep = inputs.get(DecoderFiles.KEEP);
        this.takesPositions = inputs.containsKey(DecoderFiles.POSITIONS);
        this.keepRank = keep == null ? -1 : keep.shape().size();
        this.vocabulary = Math.toIntExact(logits.shape().get(2));
        this.context = context(model.metadata(), otherwise);
        this.inPlace = DecoderFiles.IN_PLACE.equals(model.metadata().get(DecoderFiles.CACHE));
    }

    /**
     * The decoder of a model's folder, in the form in which it decodes fastest.
     *
     * @throws FigmentException if there is none, or its inputs and outputs are not those of the convention
     */
    public static Decoder load(Models models, ModelRef ref) {
        ModelConfig config = ModelConfig.of(models, ref);
        Model model = models.load(ref, DecoderFiles.MODEL, new InPlaceForm(config));
        return of(model, ref.text(), config.context().orElse(Integer.MAX_VALUE));
    }

    /**
     * What a decoder is made of.
     *
     * @param metadata to write with it
     */
    public record Source(Imported file, Map<String, String> metadata) {}

    /** The file of a model's folder, in the form in which it decodes fastest, to write another one of. */
    public static Source source(Models models, ModelRef ref) {
        Path file = models.locate(ref, DecoderFiles.MODEL);
        Optional<InPlaceForm.Form> form = new InPlaceForm(ModelConfig.of(models, ref)).made(file, models);
        form.ifPresent(made -> made.model().close());
        return form.map(made -> new Source(made.file(), Map.of(DecoderFiles.CACHE, DecoderFiles.IN_PLACE)))
                .orElseGet(() -> new Source(Imported.read(file), Map.of()));
    }

    /**
     * A decoder of a model.
     *
     * @param name to use in errors
     * @throws FigmentException if the model's inputs and outputs are not those of the convention
     */
    public static Decoder of(Model model, String name) {
        return of(model, name, Integer.MAX_VALUE);
    }

    /**
     * @param context positions of the longest sequence where the model's metadata does not say it
     */
    private static Decoder of(Model model, String name, int context) {
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
                ElementType type = spec.type() == ElementType.FLOAT16 ? spec.type() : ElementType.FLOAT32;
                require(name, inputs, "input", input, type, 4);
                require(name, outputs, "output", present(input), type, 4);
                if (spec.shape().get(1) < 1 || spec.shape().get(3) < 1) {
                    throw misfit(name, "its input is " + spec + ", whose heads must be fixed in number and size");
                }
                pasts.add(spec);
            } else if (!OTHERS.contains(input)) {
                throw misfit(name, "its input '" + input + "' is none that a decoder has");
            }
        });
        if (pasts.isEmpty()) {
            throw misfit(name, "it has no cache: no input is named as past_key_values.0.key");
        }
        return new Decoder(name, model, List.copyOf(pasts), logits, context);
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

    private static int context(Map<String, String> metadata, int otherwise) {
        String context = metadata.get(DecoderFiles.CONTEXT);
        return context == null ? otherwise : Integer.parseInt(context);
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

    /** Room for sequences; the caller closes it. */
    Slots slots(int count, int capacity) {
        return inPlace ? new InPlaceSlots(this, count, capacity) : new GrowingSlots(this, count, capacity);
    }

    /**
     * The logits of a short sequence's last positions, [1, keep, vocabulary].
     *
     * @param ids at least one, at most {@link #context()}
     * @param keep positions, at most as many as ids
     */
    Tensor logits(int[] ids, int keep) {
        Map<String, Tensor> inputs = new Feed(this).inputs(ids, 0, keep);
        emptyCache().forEach((spec, past) -> inputs.put(spec.name(), past));
        Tensor logits = Tensor.allocate(ElementType.FLOAT32, 1, takesKeep() ? keep : ids.length, vocabulary);
        model.run(inputs, Map.of(DecoderFiles.LOGITS, logits));
        return last(logits, keep);
    }

    /** Those of the last positions, of [1, sequence, vocabulary]. */
    static Tensor last(Tensor logits, int count) {
        long all = logits.dim(1);
        return all == count
                ? logits
                : logits.reshape(all, logits.dim(2)).rows(all - count, all).reshape(1, count, logits.dim(2));
    }

    /** A cache of no tokens, for one sequence. */
    Map<TensorSpec, Tensor> emptyCache() {
        Map<TensorSpec, Tensor> empty = new LinkedHashMap<>();
        pasts.forEach(spec -> empty.put(spec, Tensor.allocate(spec.type(), shape(spec, 1, 0))));
        return empty;
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

    /** Whether the model gives logits of as many of the last positions as it is asked for. */
    boolean takesKeep() {
        return keepRank >= 0;
    }

    /** How it is asked. */
    Tensor keep(int positions) {
        return Tensor.ofLongs(new long[] {positions}, keepRank == 0 ? new long[0] : new long[] {1});
    }

    /** The shape of a cache of so many positions. */
    static long[] shape(TensorSpec past, long sequences, long positions) {
        return new long[] {
            sequences,
            past.shape().get(1),
            positions,
            requireNonNull(past.shape().get(3))
        };
    }
}
