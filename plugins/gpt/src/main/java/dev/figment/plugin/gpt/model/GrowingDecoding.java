package dev.figment.plugin.gpt.model;

import static java.util.Objects.requireNonNull;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/** A sequence whose model gives a new, longer cache with each run, as graphs do that append to it. */
final class GrowingDecoding implements Decoding {
    private final Decoder decoder;
    private final int capacity;
    private final Feed feed;
    private final Map<String, Tensor> cache = new HashMap<>();
    private int length;

    GrowingDecoding(Decoder decoder, int capacity) {
        this.decoder = decoder;
        this.capacity = capacity;
        this.feed = new Feed(capacity, decoder.takesPositions());
        decoder.pasts()
                .forEach(spec -> cache.put(spec.name(), Tensor.allocate(ElementType.FLOAT32, Decoder.shape(spec, 0))));
    }

    @Override
    public FloatBuffer accept(int... ids) {
        if (ids.length == 0 || length + ids.length > capacity) {
            throw new IllegalArgumentException(ids.length + " tokens after " + length + " of " + capacity);
        }
        Map<String, Tensor> inputs = feed.inputs(ids, length);
        inputs.putAll(cache);
        Map<String, Tensor> outputs = decoder.model().run(inputs);
        cache.replaceAll((past, before) -> requireNonNull(outputs.get(Decoder.present(past))));
        length += ids.length;
        return Logits.last(requireNonNull(outputs.get(DecoderFiles.LOGITS)));
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public void close() {
        cache.clear();
    }
}
