package dev.figment.train.tensorboard;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The messages {@code Event}, {@code Summary} and those inside them, in the wire format of protocol buffers, with the
 * field numbers of TensorFlow's {@code event.proto}, {@code summary.proto} and {@code tensor.proto}. Written field by
 * field: classes generated for all of TensorFlow's messages would be far more code than the dozen fields that are used.
 */
final class Event {
    static final String VERSION = "brain.Event:2";
    private static final int SESSION_START = 1;
    private static final int RGB = 3;
    private static final int STRING = 7;
    private static final int STEP = 2;
    private static final int SUMMARY = 5;

    private Event() {}

    /** Writes the fields of a message. */
    @FunctionalInterface
    interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    static byte[] message(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            fields.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // Memory does not fail so.
        }
        return bytes.toByteArray();
    }

    /** What a file begins with. */
    static byte[] version(double wallTime) {
        return event(wallTime, 0, out -> out.writeString(3, VERSION));
    }

    /** Tells a reader that what it had of this step and later ones is void: a run goes on from a checkpoint. */
    static byte[] restart(double wallTime, long step) {
        return event(wallTime, step, out -> out.writeByteArray(7, message(log -> log.writeEnum(1, SESSION_START))));
    }

    /**
     * An event with a summary.
     *
     * @param summary its fields: values, all of number 1
     */
    static byte[] summary(double wallTime, long step, Fields summary) {
        return event(wallTime, step, out -> out.writeByteArray(SUMMARY, message(summary)));
    }

    private static byte[] event(double wallTime, long step, Fields what) {
        return message(out -> {
            out.writeDouble(1, wallTime);
            out.writeInt64(STEP, step);
            what.write(out);
        });
    }

    static byte[] scalar(String tag, double value) {
        return message(out -> {
            out.writeString(1, tag);
            out.writeFloat(2, (float) value);
        });
    }

    static byte[] image(String tag, byte[] png, int height, int width) {
        return message(out -> {
            out.writeString(1, tag);
            out.writeByteArray(4, message(image -> {
                image.writeInt32(1, height);
                image.writeInt32(2, width);
                image.writeInt32(3, RGB);
                image.writeByteArray(4, png);
            }));
        });
    }

    static byte[] audio(String tag, byte[] wav, int sampleRate, long frames) {
        return message(out -> {
            out.writeString(1, tag);
            out.writeByteArray(6, message(audio -> {
                audio.writeFloat(1, sampleRate);
                audio.writeInt64(2, 1);
                audio.writeInt64(3, frames);
                audio.writeByteArray(4, wav);
                audio.writeString(5, "audio/wav");
            }));
        });
    }

    /** A tensor of one string, for the plugin {@code text}. */
    static byte[] text(String tag, String text) {
        byte[] metadata = message(out -> out.writeByteArray(1, message(plugin -> plugin.writeString(1, "text"))));
        byte[] shape = message(out -> out.writeByteArray(2, message(dim -> dim.writeInt64(1, 1))));
        return message(out -> {
            out.writeString(1, tag);
            out.writeByteArray(8, message(tensor -> {
                tensor.writeEnum(1, STRING);
                tensor.writeByteArray(2, shape);
                tensor.writeByteArray(8, text.getBytes(StandardCharsets.UTF_8));
            }));
            out.writeByteArray(9, metadata);
        });
    }

    /** The step of an event; beyond all steps where the bytes are none. */
    static long stepOf(byte[] event) {
        CodedInputStream in = CodedInputStream.newInstance(event);
        try {
            return find(in, STEP) ? in.readInt64() : 0;
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    /** Whether an event has something to show. */
    static boolean isSummary(byte[] event) {
        try {
            return find(CodedInputStream.newInstance(event), SUMMARY);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean find(CodedInputStream in, int field) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == field) {
                return true;
            }
            in.skipField(tag);
        }
        return false;
    }
}
