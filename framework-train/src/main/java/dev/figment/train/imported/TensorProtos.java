package dev.figment.train.imported;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.train.graph.Conversion;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Between the tensors of ONNX files and Figment's. FLOAT16 and BFLOAT16 are read as FLOAT32, and written again as they were. */
final class TensorProtos {
    private static final int FLOAT16 = DataType.FLOAT16_VALUE;
    private static final int BFLOAT16 = DataType.BFLOAT16_VALUE;

    private TensorProtos() {}

    /** Whether it is read as FLOAT32 though it has 16 bits. */
    static boolean isHalf(int dataType) {
        return dataType == FLOAT16 || dataType == BFLOAT16;
    }

    /** The type as which a data type is read; empty for those that Figment has no tensors of. */
    static Optional<ElementType> type(int dataType) {
        return isHalf(dataType) ? Optional.of(ElementType.FLOAT32) : Conversion.ofNumber(dataType);
    }

    /** The data type's name in the ONNX standard. */
    static String name(int dataType) {
        DataType known = DataType.forNumber(dataType);
        return known == null ? "number " + dataType : known.name();
    }

    static long[] shape(TensorProto proto) {
        return proto.getDimsList().stream().mapToLong(Long::longValue).toArray();
    }

    /** Requires a sound shape, and as many elements as it says; where Figment has no tensors of a type, bytes at all. */
    static void check(TensorProto proto, ExternalData files, String where) {
        if (type(proto.getDataType()).isEmpty()) {
            if (ExternalData.holds(proto)) {
                files.check(proto);
            }
            return;
        }
        long bytes = bytes(proto, where);
        if (ExternalData.holds(proto)) {
            files.check(proto, bytes);
        } else if (proto.hasRawData() ? proto.getRawData().size() != bytes : listed(proto) != bytes / width(proto)) {
            throw FileProblems.broken(
                    where, "the tensor '" + proto.getName() + "' has not as many elements as its shape says");
        }
    }

    /** The elements of a tensor that has been {@linkplain #check checked}. */
    static Tensor read(TensorProto proto, ExternalData files) {
        ElementType type = type(proto.getDataType()).orElseThrow();
        Tensor tensor = Tensor.allocate(type, shape(proto));
        if (isHalf(proto.getDataType())) {
            readHalves(proto, files, tensor);
        } else if (ExternalData.holds(proto)) {
            files.read(proto, tensor.bytes());
        } else if (proto.hasRawData()) {
            tensor.bytes().put(proto.getRawData().asReadOnlyByteBuffer());
        } else {
            readListed(proto, tensor);
        }
        return tensor;
    }

    private static void readHalves(TensorProto proto, ExternalData files, Tensor tensor) {
        boolean brain = proto.getDataType() == BFLOAT16;
        for (int i = 0; i < tensor.count() && !proto.hasRawData() && !ExternalData.holds(proto); i++) {
            short bits = (short) proto.getInt32Data(i);
            tensor.floats().put(i, brain ? Halves.fromBrain(bits) : Halves.fromHalf(bits));
        }
        ByteBuffer bytes = ByteBuffer.allocate(0);
        if (ExternalData.holds(proto)) {
            bytes = ByteBuffer.allocate(tensor.count() * Short.BYTES);
            files.read(proto, bytes);
            bytes.flip();
        } else if (proto.hasRawData()) {
            bytes = proto.getRawData().asReadOnlyByteBuffer();
        }
        var shorts = bytes.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        var floats = tensor.floats();
        while (shorts.hasRemaining()) {
            floats.put(brain ? Halves.fromBrain(shorts.get()) : Halves.fromHalf(shorts.get()));
        }
    }

    private static void readListed(TensorProto proto, Tensor tensor) {
        ByteBuffer bytes = tensor.bytes();
        switch (tensor.type()) {
            case FLOAT32 -> proto.getFloatDataList().forEach(bytes::putFloat);
            case FLOAT64 -> proto.getDoubleDataList().forEach(bytes::putDouble);
            case INT64 -> proto.getInt64DataList().forEach(bytes::putLong);
            case INT32 -> proto.getInt32DataList().forEach(bytes::putInt);
            default -> proto.getInt32DataList().forEach(number -> bytes.put(number.byteValue()));
        }
    }

    private static int listed(TensorProto proto) {
        return switch (proto.getDataType()) {
            case DataType.FLOAT_VALUE -> proto.getFloatDataCount();
            case DataType.DOUBLE_VALUE -> proto.getDoubleDataCount();
            case DataType.INT64_VALUE -> proto.getInt64DataCount();
            default -> proto.getInt32DataCount();
        };
    }

    private static int width(TensorProto proto) {
        return isHalf(proto.getDataType())
                ? Short.BYTES
                : type(proto.getDataType()).orElseThrow().bytes();
    }

    /** The size in the file. */
    private static long bytes(TensorProto proto, String where) {
        long bytes = width(proto);
        try {
            for (long size : proto.getDimsList()) {
                if (size < 0) {
                    throw new ArithmeticException("negative");
                }
                bytes = Math.multiplyExact(bytes, size);
            }
        } catch (ArithmeticException e) {
            throw FileProblems.broken(
                    where, "the tensor '" + proto.getName() + "' has the shape " + proto.getDimsList());
        }
        long wide = isHalf(proto.getDataType()) ? 2 * bytes : bytes;
        if (wide > Integer.MAX_VALUE) {
            throw FileProblems.broken(
                    where, "the tensor '" + proto.getName() + "' is larger than 2 GiB, which a tensor cannot be here");
        }
        return bytes;
    }

    /** A tensor for a file. */
    static TensorProto write(String name, Tensor tensor) {
        TensorProto.Builder proto = TensorProto.newBuilder()
                .setName(name)
                .setDataType(Conversion.number(tensor.type()))
                .setRawData(ByteString.copyFrom(tensor.bytes()));
        for (long size : tensor.shape()) {
            proto.addDims(size);
        }
        return proto.build();
    }

    /** FLOAT32 values as raw data of a type of real numbers. */
    static ByteString raw(Tensor tensor, int dataType) {
        if (!isHalf(dataType)) {
            return ByteString.copyFrom(tensor.bytes());
        }
        ByteBuffer halves = ByteBuffer.allocate(tensor.count() * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        var floats = tensor.floats();
        while (floats.hasRemaining()) {
            halves.putShort(dataType == BFLOAT16 ? Halves.toBrain(floats.get()) : Halves.toHalf(floats.get()));
        }
        return ByteString.copyFrom(halves.flip());
    }
}
