package dev.figment.train.imported;

import dev.figment.train.graph.Shape;

/**
 * A tensor that an ONNX file holds: an initializer, or the output of a node {@code Constant}.
 *
 * @param name unique in the file: {@code transformer.h.0.attn.c_attn.weight}
 * @param type its element type's name in the ONNX standard: {@code FLOAT}, {@code BFLOAT16}, {@code INT64}
 * @param setting whether nodes take it only where no gradient flows: the running variance of a batch normalization, the
 *     scales of a resize
 */
public record Weight(String name, String type, Shape shape, boolean setting) {
    /** Whether it holds FLOAT, FLOAT16 or BFLOAT16 numbers, and so can be trained; it is trained as FLOAT32. */
    public boolean real() {
        return type.equals("FLOAT") || type.equals("FLOAT16") || type.equals("BFLOAT16");
    }

    @Override
    public String toString() {
        return name + " " + type + shape;
    }
}
