package dev.figment.plugin.vae.model;

import dev.figment.api.Decoder;
import dev.figment.api.Encoder;
import dev.figment.api.Images;
import dev.figment.api.Latents;

/** Encodes and decodes images by the two files of a model. */
abstract class CodedImages implements Encoder<Images>, Decoder<Images> {
    private final Coder coder;

    CodedImages(Coder coder) {
        this.coder = coder;
    }

    @Override
    public final Latents encode(Images samples) {
        return coder.encode(samples);
    }

    @Override
    public final Images decode(Latents latents) {
        return coder.decode(latents);
    }

    @Override
    public final long[] latentShape() {
        return coder.latentShape();
    }
}
