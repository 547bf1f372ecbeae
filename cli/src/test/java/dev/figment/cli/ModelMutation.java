package dev.figment.cli;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes models at random: their bytes, or their parts, which leaves them whole. */
final class ModelMutation {
    private static final List<Long> NUMBERS = List.of(
            0L,
            1L,
            -1L,
            2L,
            127L,
            (long) Integer.MAX_VALUE,
            (long) Integer.MIN_VALUE,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            1L << 32,
            1L << 40);
    private static final List<String> TEXTS =
            List.of("", "x", "y", "w", "h", "Relu", "Loop", "\u0000", "a".repeat(300));

    private ModelMutation() {}

    /** A copy with a few bytes changed, left out, put in or repeated, or cut off. */
    static byte[] ofBytes(byte[] good, Random random) {
        byte[] bytes = good.clone();
        for (int left = 1 + random.nextInt(4); left > 0 && bytes.length > 1; left--) {
            int at = random.nextInt(bytes.length);
            int length = Math.min(1 + random.nextInt(8), bytes.length - at);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 ->
                    bytes[at] = List.of((byte) 0, (byte) -1, (byte) 127, (byte) -128)
                            .get(random.nextInt(4));
                case 3 -> bytes = Arrays.copyOf(bytes, at);
                case 4 -> bytes = spliced(bytes, at, at + length, new byte[0]);
                default -> bytes = spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, at + length));
            }
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] with) {
        byte[] spliced = Arrays.copyOf(bytes, bytes.length - (to - from) + with.length);
        System.arraycopy(with, 0, spliced, from, with.length);
        System.arraycopy(bytes, to, spliced, from + with.length, bytes.length - to);
        return spliced;
    }

    /** A copy with a few values changed, or parts left out or repeated. */
    static byte[] ofParts(Message good, Random random) {
        Message.Builder model = good.toBuilder();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            List<Runnable> changes = new ArrayList<>();
            collect(model, random, changes);
            changes.get(random.nextInt(changes.size())).run();
        }
        return model.buildPartial().toByteArray();
    }

    /** Every change that there is: one for each value, and two for each part of a list. */
    private static void collect(Message.Builder builder, Random random, List<Runnable> changes) {
        for (FieldDescriptor field : builder.getAllFields().keySet()) {
            boolean message = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
            if (!field.isRepeated()) {
                changes.add(() -> builder.clearField(field));
                if (message) {
                    collect(builder.getFieldBuilder(field), random, changes);
                } else {
                    changes.add(() -> builder.setField(field, value(field, random)));
                }
                continue;
            }
            for (int i = 0; i < builder.getRepeatedFieldCount(field); i++) {
                int index = i;
                changes.add(() -> {
                    if (index < builder.getRepeatedFieldCount(field)) {
                        builder.addRepeatedField(field, builder.getRepeatedField(field, index));
                    }
                });
                if (message) {
                    collect(builder.getRepeatedFieldBuilder(field, i), random, changes);
                } else {
                    changes.add(() -> builder.setRepeatedField(field, index, value(field, random)));
                }
            }
        }
    }

    private static Object value(FieldDescriptor field, Random random) {
        long number = random.nextBoolean() ? random.nextInt(30) : NUMBERS.get(random.nextInt(NUMBERS.size()));
        return switch (field.getJavaType()) {
            case INT -> (int) number;
            case LONG -> number;
            case FLOAT -> random.nextBoolean() ? Float.NaN : (float) number;
            case DOUBLE -> (double) number;
            case BOOLEAN -> random.nextBoolean();
            case STRING -> TEXTS.get(random.nextInt(TEXTS.size()));
            case BYTE_STRING -> ByteString.copyFrom(new byte[random.nextInt(64)]);
            case ENUM -> {
                var values = field.getEnumType().getValues();
                yield values.get(random.nextInt(values.size()));
            }
            case MESSAGE -> throw new IllegalArgumentException(field.getName());
        };
    }
}
