package dev.figment.core.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import dev.figment.api.Tensor;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the shape of an output from those of the inputs before the run, through the names that symbolic dimensions carry
 * in the file, so that ONNX Runtime can write straight into a tensor of ours.
 */
final class OutputShapes {
    private final Map<String, TensorInfo> inputs = new HashMap<>();
    private final Map<String, TensorInfo> outputs = new HashMap<>();

    OutputShapes(Collection<NodeInfo> inputs, Collection<NodeInfo> outputs) {
        inputs.forEach(node -> this.inputs.put(node.getName(), (TensorInfo) node.getInfo()));
        outputs.forEach(node -> this.outputs.put(node.getName(), (TensorInfo) node.getInfo()));
    }

    /** The sizes of the named dimensions of these inputs. */
    Map<String, Long> symbols(Map<String, Tensor> tensors) {
        Map<String, Long> sizes = new HashMap<>();
        tensors.forEach((name, tensor) -> {
            TensorInfo info = inputs.get(name);
            if (info != null) {
                String[] names = info.getDimensionNames();
                for (int axis = 0; axis < names.length; axis++) {
                    if (!names[axis].isEmpty()) {
                        sizes.put(names[axis], tensor.dim(axis));
                    }
                }
            }
        });
        return sizes;
    }

    /**
     * The shape of an output, or empty where a dimension is known only after the run. Of rank 0 and of an unknown rank the
     * runtime says the same, so neither is known.
     */
    Optional<long[]> of(String output, Map<String, Long> symbols) {
        TensorInfo info = outputs.get(output);
        if (info == null) {
            return Optional.empty();
        }
        long[] shape = info.getShape();
        if (shape.length == 0) {
            return Optional.empty();
        }
        String[] names = info.getDimensionNames();
        for (int axis = 0; axis < shape.length; axis++) {
            if (shape[axis] < 0) {
                Long size = symbols.get(names[axis]);
                if (size == null) {
                    return Optional.empty();
                }
                shape[axis] = size;
            }
        }
        return Optional.of(shape);
    }
}
