package dev.figment.plugin.gpt.model;

import static java.util.Objects.requireNonNull;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/** A sequence whose model gives a new, longer cache with each run, as graphs do that append to it. */
final class GrowingDecoding extends CachedDecoding {
    private final Decoder decoder;
    private final Feed feed;
    private final Map<String, Tensor> cache = new HashMap<>();

    GrowingDecoding(Decoder decoder, int capacity) {
        super(capacity);
        this.decoder = decoder;
        this.feed = new Feed(capacity, decoder.takesPositions());
        decoder.pasts()
                .forEach(spec -> cache.put(spec.name(), Tensor.allocate(ElementType.FLOAT32, Decoder.shape(spec, 0))));
    }

    @Override
    FloatBuffer read(int[] ids, int before) {
        Map<String, Tensor> inputs = feed.inputs(ids, before);
        inputs.putAll(cache);
        Map<String, Tensor> outputs = decoder.model().run(inputs);
        cache.replaceAll((past, old) -> requireNonNull(outputs.get(Decoder.present(past))));
        return Logits.last(requireNonNull(outputs.get(DecoderFiles.LOGITS)));
    }

    @Override
    public void close() {
        cache.clear();
    }
}
