package dev.figment.plugin.gpt.model;

import static java.util.Objects.requireNonNull;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.model.TensorSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Caches of a model that gives a new, longer one with each run, as graphs do that append to it: one run for each sequence. */
final class GrowingSlots implements Slots {
    private final Decoder decoder;
    private final Feed feed;
    private final List<Map<TensorSpec, Tensor>> slots = new ArrayList<>();
    private int capacity;

    GrowingSlots(Decoder decoder, int count, int capacity) {
        this.decoder = decoder;
        this.feed = new Feed(decoder);
        grow(count, capacity);
    }

    @Override
    public int count() {
        return slots.size();
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public void grow(int count, int newCapacity) {
        while (slots.size() < count) {
            slots.add(decoder.emptyCache());
        }
        capacity = newCapacity;
    }

    @Override
    public Tensor read(int slot, int[] ids, int before, int keep) {
        Map<TensorSpec, Tensor> cache = slots.get(slot);
        cache.replaceAll((spec, past) -> beginning(past, before));
        Map<String, Tensor> inputs = feed.inputs(ids, before, keep);
        cache.forEach((spec, past) -> inputs.put(spec.name(), past));
        Map<String, Tensor> outputs = decoder.model().run(inputs);
        cache.replaceAll((spec, past) -> requireNonNull(outputs.get(Decoder.present(spec.name()))));
        return Decoder.last(requireNonNull(outputs.get(DecoderFiles.LOGITS)), keep);
    }

    @Override
    public Tensor step(int[] ids, int[] before) {
        int vocabulary = decoder.vocabularySize();
        Tensor logits = Tensor.allocate(ElementType.FLOAT32, ids.length, 1, vocabulary);
        for (int slot = 0; slot < ids.length; slot++) {
            Tensor own = read(slot, new int[] {ids[slot]}, before[slot], 1);
            logits.floats().put(slot * vocabulary, own.floats(), 0, vocabulary);
        }
        return logits;
    }

    @Override
    public void copy(int from, int to, int positions) {
        Map<TensorSpec, Tensor> copied = new LinkedHashMap<>();
        slots.get(from).forEach((spec, past) -> copied.put(spec, beginning(past, positions)));
        slots.set(to, copied);
    }

    /** The first positions of [1, heads, time, each]. */
    private static Tensor beginning(Tensor past, int positions) {
        if (past.dim(2) == positions) {
            return past;
        }
        int heads = Math.toIntExact(past.dim(1));
        int each = Math.toIntExact(past.dim(3)) * past.type().bytes();
        Tensor kept = Tensor.allocate(past.type(), 1, heads, positions, past.dim(3));
        ByteBuffer source = past.bytes();
        for (int head = 0; head < heads; head++) {
            kept.bytes()
                    .put(head * positions * each, source, Math.toIntExact(head * past.dim(2) * each), positions * each);
        }
        return kept;
    }

    @Override
    public void close() {
        slots.replaceAll(cache -> decoder.emptyCache());
    }
}
