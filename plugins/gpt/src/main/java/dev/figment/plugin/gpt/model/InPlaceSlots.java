package dev.figment.plugin.gpt.model;

import static java.util.Objects.requireNonNull;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.model.BoundRun;
import dev.figment.api.model.TensorSpec;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Caches that have their full length from the beginning, and are written in place: all slots of a layer are one tensor. */
final class InPlaceSlots implements Slots {
    private final Decoder decoder;
    private final Feed feed;
    private final Map<TensorSpec, Tensor> caches = new LinkedHashMap<>();
    /** Runs of one token for each of the first slots, by how many these are. */
    private final Map<Integer, Step> steps = new HashMap<>();

    private int count;
    private int capacity;

    InPlaceSlots(Decoder decoder, int count, int capacity) {
        this.decoder = decoder;
        this.feed = new Feed(decoder);
        grow(count, capacity);
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public void grow(int newCount, int newCapacity) {
        close();
        int oldCount = count;
        int oldCapacity = capacity;
        for (TensorSpec spec : decoder.pasts()) {
            Tensor cache = Tensor.allocate(spec.type(), Decoder.shape(spec, newCount, newCapacity));
            Tensor old = caches.put(spec, cache);
            for (int slot = 0; slot < oldCount; slot++) {
                copy(requireNonNull(old), slot, cache, slot, oldCapacity);
            }
        }
        count = newCount;
        capacity = newCapacity;
    }

    @Override
    public Tensor read(int slot, int[] ids, int before, int keep) {
        if (slot == 0 && ids.length == 1) {
            return step(ids, new int[] {before});
        }
        Map<String, Tensor> inputs = feed.inputs(ids, before, keep);
        int given = decoder.takesKeep() ? keep : ids.length;
        Tensor logits = Tensor.allocate(ElementType.FLOAT32, 1, given, decoder.vocabularySize());
        Map<String, Tensor> outputs = new HashMap<>();
        bind(slot, slot + 1, inputs, outputs);
        outputs.put(DecoderFiles.LOGITS, logits);
        decoder.model().run(inputs, outputs);
        return Decoder.last(logits, keep);
    }

    @Override
    public Tensor step(int[] ids, int[] before) {
        return steps.computeIfAbsent(ids.length, Step::new).run(ids, before);
    }

    /** The caches of some slots, as inputs and as outputs. */
    private void bind(int from, int to, Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
        caches.forEach((spec, cache) -> {
            Tensor part = cache.rows(from, to);
            inputs.put(spec.name(), part);
            outputs.put(Decoder.present(spec.name()), part);
        });
    }

    @Override
    public void copy(int from, int to, int positions) {
        if (from != to) {
            caches.values().forEach(cache -> copy(cache, from, cache, to, positions));
        }
    }

    /** Of [slots, heads, capacity, each] the first positions of all heads of a slot. */
    private static void copy(Tensor from, int fromSlot, Tensor to, int toSlot, int positions) {
        int heads = Math.toIntExact(from.dim(1));
        int each = Math.toIntExact(from.dim(3)) * from.type().bytes();
        int fromStride = Math.toIntExact(from.dim(2)) * each;
        int toStride = Math.toIntExact(to.dim(2)) * each;
        ByteBuffer source = from.bytes();
        ByteBuffer target = to.bytes();
        for (int head = 0; head < heads; head++) {
            target.put(
                    (toSlot * heads + head) * toStride,
                    source,
                    (fromSlot * heads + head) * fromStride,
                    positions * each);
        }
    }

    @Override
    public void close() {
        steps.values().forEach(step -> step.run.close());
        steps.clear();
    }

    /** A run whose tensors are bound once. */
    private final class Step {
        private final Tensor tokens;
        private final Tensor positions;
        private final Tensor logits;
        private final BoundRun run;

        Step(int sequences) {
            this.tokens = Tensor.allocate(ElementType.INT64, sequences, 1);
            this.positions = Tensor.allocate(ElementType.INT64, sequences, 1);
            this.logits = Tensor.allocate(ElementType.FLOAT32, sequences, 1, decoder.vocabularySize());
            Map<String, Tensor> inputs = new HashMap<>();
            Map<String, Tensor> outputs = new HashMap<>();
            bind(0, sequences, inputs, outputs);
            inputs.put(DecoderFiles.IDS, tokens);
            if (decoder.takesPositions()) {
                inputs.put(DecoderFiles.POSITIONS, positions);
            }
            if (decoder.takesKeep()) {
                inputs.put(DecoderFiles.KEEP, decoder.keep(1));
            }
            outputs.put(DecoderFiles.LOGITS, logits);
            this.run = decoder.model().bind(inputs, outputs);
        }

        Tensor run(int[] ids, int[] before) {
            int[] lengths = new int[ids.length];
            for (int i = 0; i < ids.length; i++) {
                tokens.longs().put(i, ids[i]);
                positions.longs().put(i, before[i]);
                lengths[i] = before[i] + 1;
            }
            Tensor mask = ids.length == 1 ? feed.mask(lengths[0]) : feed.mask(lengths);
            run.run(Map.of(DecoderFiles.MASK, mask));
            return logits;
        }
    }
}
