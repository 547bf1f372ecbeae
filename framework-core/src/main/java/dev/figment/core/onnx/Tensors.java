package dev.figment.core.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.model.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/** Between Figment's tensors and ONNX Runtime's. */
final class Tensors {
    private Tensors() {}

    /** A native tensor over the same memory; the caller closes it. */
    static OnnxTensor share(Tensor tensor) throws OrtException {
        return OnnxTensor.createTensor(
                OnnxEnvironment.shared(), tensor.bytes(), tensor.shape(), javaType(tensor.type()));
    }

    /** A copy of a tensor that ONNX Runtime allocated. */
    static Tensor copy(OnnxTensor value) {
        TensorInfo info = value.getInfo();
        Tensor copy = Tensor.allocate(elementType(info.type), info.getShape());
        if (copy.count() > 0) {
            copy.bytes().put(value.getByteBuffer());
        }
        return copy;
    }

    /** The inputs or outputs; symbolic dimensions become -1. */
    static List<TensorSpec> specs(Iterable<NodeInfo> nodes) {
        List<TensorSpec> specs = new ArrayList<>();
        for (NodeInfo node : nodes) {
            if (!(node.getInfo() instanceof TensorInfo info)) {
                throw new IllegalArgumentException("'" + node.getName() + "' is no tensor but " + node.getInfo());
            }
            specs.add(TensorSpec.of(node.getName(), elementType(info.type), info.getShape()));
        }
        return List.copyOf(specs);
    }

    private static OnnxJavaType javaType(ElementType type) {
        return switch (type) {
            case FLOAT32 -> OnnxJavaType.FLOAT;
            case FLOAT16 -> OnnxJavaType.FLOAT16;
            case FLOAT64 -> OnnxJavaType.DOUBLE;
            case INT64 -> OnnxJavaType.INT64;
            case INT32 -> OnnxJavaType.INT32;
            case UINT8 -> OnnxJavaType.UINT8;
            case INT8 -> OnnxJavaType.INT8;
            case BOOL -> OnnxJavaType.BOOL;
        };
    }

    private static ElementType elementType(OnnxJavaType type) {
        return switch (type) {
            case FLOAT -> ElementType.FLOAT32;
            case FLOAT16 -> ElementType.FLOAT16;
            case DOUBLE -> ElementType.FLOAT64;
            case INT64 -> ElementType.INT64;
            case INT32 -> ElementType.INT32;
            case UINT8 -> ElementType.UINT8;
            case INT8 -> ElementType.INT8;
            case BOOL -> ElementType.BOOL;
            default -> throw new IllegalArgumentException("tensors of " + type + " are not supported");
        };
    }
}
