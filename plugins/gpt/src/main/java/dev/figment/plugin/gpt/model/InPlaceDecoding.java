package dev.figment.plugin.gpt.model;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.model.BoundRun;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/** A sequence whose cache has its full length from the beginning, and is written in place. */
final class InPlaceDecoding extends CachedDecoding {
    private final Decoder decoder;
    private final Feed feed;
    private final Map<String, Tensor> pasts = new HashMap<>();
    private final Map<String, Tensor> presents = new HashMap<>();
    private final Tensor id = Tensor.allocate(ElementType.INT64, 1, 1);
    private final Tensor position = Tensor.allocate(ElementType.INT64, 1, 1);
    private final Tensor logits;
    private final BoundRun single;

    InPlaceDecoding(Decoder decoder, int capacity) {
        super(capacity);
        this.decoder = decoder;
        this.feed = new Feed(capacity, decoder.takesPositions());
        decoder.pasts().forEach(spec -> {
            Tensor cache = Tensor.allocate(ElementType.FLOAT32, Decoder.shape(spec, capacity));
            pasts.put(spec.name(), cache);
            presents.put(Decoder.present(spec.name()), cache);
        });
        this.logits = Tensor.allocate(ElementType.FLOAT32, 1, 1, decoder.vocabularySize());
        Map<String, Tensor> inputs = new HashMap<>(pasts);
        inputs.put(DecoderFiles.IDS, id);
        if (decoder.takesPositions()) {
            inputs.put(DecoderFiles.POSITIONS, position);
        }
        Map<String, Tensor> outputs = new HashMap<>(presents);
        outputs.put(DecoderFiles.LOGITS, logits);
        this.single = decoder.model().bind(inputs, outputs);
    }

    @Override
    FloatBuffer read(int[] ids, int before) {
        return ids.length == 1 ? one(ids[0], before) : several(ids, before);
    }

    private FloatBuffer one(int token, int before) {
        id.longs().put(0, token);
        position.longs().put(0, before);
        single.run(Map.of(DecoderFiles.MASK, feed.mask(before + 1)));
        return logits.floats();
    }

    private FloatBuffer several(int[] ids, int before) {
        Map<String, Tensor> inputs = feed.inputs(ids, before);
        inputs.putAll(pasts);
        Tensor all = Tensor.allocate(ElementType.FLOAT32, 1, ids.length, decoder.vocabularySize());
        Map<String, Tensor> outputs = new HashMap<>(presents);
        outputs.put(DecoderFiles.LOGITS, all);
        decoder.model().run(inputs, outputs);
        return Logits.last(all);
    }

    @Override
    public void close() {
        single.close();
    }
}
