package dev.figment.train.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/** A message of protocol buffers whose type is not known: its fields in their order. */
public record Message(List<Field> fields) {
    /** A number as it stands there, or bytes. */
    record Field(int number, long value, byte[] bytes) {}

    static Message of(byte[] data) {
        ByteBuffer in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        List<Field> fields = new ArrayList<>();
        while (in.hasRemaining()) {
            long key = varint(in);
            int number = (int) (key >>> 3);
            switch ((int) (key & 7)) {
                case 0 -> fields.add(new Field(number, varint(in), new byte[0]));
                case 1 -> fields.add(new Field(number, in.getLong(), new byte[0]));
                case 2 -> {
                    byte[] bytes = new byte[(int) varint(in)];
                    in.get(bytes);
                    fields.add(new Field(number, 0, bytes));
                }
                case 5 -> fields.add(new Field(number, in.getInt(), new byte[0]));
                default -> throw new AssertionError("wire type " + (key & 7));
            }
        }
        return new Message(fields);
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    public boolean has(int number) {
        return fields.stream().anyMatch(field -> field.number() == number);
    }

    private Field field(int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no field " + number + " in " + this));
    }

    public long whole(int number) {
        return field(number).value();
    }

    float single(int number) {
        return Float.intBitsToFloat((int) field(number).value());
    }

    double real(int number) {
        return Double.longBitsToDouble(field(number).value());
    }

    public byte[] bytes(int number) {
        return field(number).bytes();
    }

    public String text(int number) {
        return new String(bytes(number), StandardCharsets.UTF_8);
    }

    public Message message(int number) {
        return of(bytes(number));
    }

    public List<Message> messages(int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .map(field -> of(field.bytes()))
                .toList();
    }
}
