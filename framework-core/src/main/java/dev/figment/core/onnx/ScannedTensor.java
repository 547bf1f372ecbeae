package dev.figment.core.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What a tensor of an ONNX file says of itself, without its elements. */
final class ScannedTensor {
    private static final int LONGEST_TEXT = 4096;
    private static final int MOST_DIMENSIONS = 64;
    private static final int STRING = 8;

    /** Bits of an element by data type, from 0, which is undefined; 0 where they differ from element to element. */
    private static final int[] BITS = {
        0, 32, 8, 8, 16, 16, 32, 64, 0, 8, 16, 64, 32, 64, 64, 128, 16, 8, 8, 8, 8, 4, 4, 4, 8, 2, 2
    };

    private static final int STRINGS = 6;

    /** The fields that list elements, with the bytes of each; 0 where they differ from element to element. */
    private static final Map<Integer, Integer> LISTS = Map.of(4, 4, 5, 0, 7, 0, 10, 8, 11, 0);

    private String name = "";
    private int type;
    private int dimensions;
    private long elements = 1;
    private long raw = -1;
    private long listed;
    private boolean external;
    private final Map<String, String> place = new HashMap<>();

    private ScannedTensor() {}

    /** Reads one up to the current limit. */
    static ScannedTensor read(CodedInputStream in) throws IOException {
        ScannedTensor tensor = new ScannedTensor();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            tensor.field(WireFormat.getTagFieldNumber(tag), tag, in);
        }
        return tensor;
    }

    private void field(int number, int tag, CodedInputStream in) throws IOException {
        boolean delimited = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
        if (number == 1) {
            dimensions(in, delimited);
        } else if (number == 2 && !delimited) {
            type = (int) in.readRawVarint64();
        } else if (number == 8 && delimited) {
            name = text(in);
        } else if (number == 9 && delimited) {
            if (raw >= 0) {
                throw problem("has its bytes twice");
            }
            raw = skipped(in);
        } else if (number == 13 && delimited) {
            entry(in);
        } else if (number == 14 && !delimited) {
            external = in.readRawVarint64() == 1;
        } else if (number == STRINGS && delimited) {
            skipped(in);
            listed++;
        } else if (LISTS.containsKey(number)) {
            list(in, tag, delimited, LISTS.getOrDefault(number, 0));
        } else if (!in.skipField(tag)) {
            throw new RefusedModel("it is truncated or damaged");
        }
    }

    /** Counts the elements of a list, or one of them that stands alone. */
    private void list(CodedInputStream in, int tag, boolean packed, int width) throws IOException {
        if (!packed) {
            in.skipField(tag);
            listed++;
        } else if (width > 0) {
            listed += skipped(in) / width;
        } else {
            int end = in.pushLimit(in.readRawVarint32());
            for (; in.getBytesUntilLimit() > 0; listed++) {
                in.readRawVarint64();
            }
            in.popLimit(end);
        }
    }

    private void dimensions(CodedInputStream in, boolean packed) throws IOException {
        if (!packed) {
            dimension(in.readRawVarint64());
            return;
        }
        int end = in.pushLimit(in.readRawVarint32());
        while (in.getBytesUntilLimit() > 0) {
            dimension(in.readRawVarint64());
        }
        in.popLimit(end);
    }

    private void dimension(long size) throws RefusedModel {
        if (size < 0 || ++dimensions > MOST_DIMENSIONS) {
            throw problem(size < 0 ? "has a dimension of " + size : "has more than " + MOST_DIMENSIONS + " dimensions");
        }
        if (Math.multiplyHigh(elements, size) != 0 || elements * size < 0) {
            throw problem("has more elements than can be counted");
        }
        elements *= size;
    }

    private void entry(CodedInputStream in) throws IOException {
        int end = in.pushLimit(in.readRawVarint32());
        String key = "";
        String value = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (tag) {
                case 1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED -> key = text(in);
                case 2 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED -> value = text(in);
                default -> in.skipField(tag);
            }
        }
        in.popLimit(end);
        if (place.put(key, value) != null) {
            throw problem("says twice where its bytes are");
        }
    }

    private static long skipped(CodedInputStream in) throws IOException {
        int length = in.readRawVarint32();
        in.skipRawBytes(length);
        return length;
    }

    private static String text(CodedInputStream in) throws IOException {
        int length = in.readRawVarint32();
        if (length > LONGEST_TEXT) {
            throw new RefusedModel("a tensor's name or place in it has more than " + LONGEST_TEXT + " bytes");
        }
        return new String(in.readRawBytes(length), StandardCharsets.UTF_8);
    }

    /** Requires that the tensor has as many bytes as its elements need, and that they are the model's. */
    void require(Path model) throws IOException {
        int bits = type > 0 && type < BITS.length ? BITS[type] : 0;
        if (elements > Long.MAX_VALUE / 128) {
            throw problem("has more elements than can be counted");
        }
        long needed = (elements * bits + 7) / 8;
        if (external) {
            new ExternalBytes(model, place).require(bits == 0 ? -1 : needed, this::problem);
        } else if (raw >= 0 && type != STRING) {
            if (bits != 0 && raw != needed) {
                throw problem("has " + raw + " bytes, and its shape needs " + needed);
            }
        } else if (bits >= 8 && !isComplex() || type == STRING ? elements != listed : elements > 4 * listed) {
            throw problem("lists " + listed + " elements, and its shape needs " + elements);
        }
    }

    /** Two numbers are an element; of the types below a byte, several elements may be a number. */
    private boolean isComplex() {
        return type == 14 || type == 15;
    }

    private RefusedModel problem(String what) {
        return new RefusedModel("the tensor '" + name + "' in it " + what);
    }
}
