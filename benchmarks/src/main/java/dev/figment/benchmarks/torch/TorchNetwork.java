package dev.figment.benchmarks.torch;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import dev.figment.api.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network in PyTorch: eager operators and eager autograd, called by a script without the compiler's optimizations, one
 * call a step. So nothing of Python's or of this binding's overhead stands in PyTorch's figures. One thread at a time.
 */
public final class TorchNetwork implements AutoCloseable {
    /** Threads that compute, as many as ONNX Runtime is given. */
    private static final int THREADS = Integer.getInteger("figment.threads", 2);

    private final PtNDManager manager;
    private final PtSymbolBlock module;
    private final Map<String, NDArray> selectors = new LinkedHashMap<>();

    private TorchNetwork(PtNDManager manager, PtSymbolBlock module) {
        this.manager = manager;
        this.module = module;
    }

    /**
     * A network with these weights, which are copied.
     *
     * @param sources names of script files beside this class, whose functions the network has
     */
    public static TorchNetwork of(List<String> sources, Map<String, Tensor> parameters) throws IOException {
        start();
        StringBuilder functions = new StringBuilder(source("common"));
        for (String name : sources) {
            functions.append('\n').append(source(name));
        }
        PtNDManager manager = (PtNDManager) NDManager.newBaseManager();
        PtSymbolBlock module = JniUtils.loadModule(
                manager, new ByteArrayInputStream(ScriptArchive.of(functions.toString())), false, false);
        TorchNetwork network = new TorchNetwork(manager, module);
        network.call("load", network.arrays("p", parameters)).close();
        return network;
    }

    /** Starts PyTorch, with its libraries unpacked beside the classes and no socket opened. */
    public static void start() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(THREADS));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        if (System.getProperty("DJL_CACHE_DIR") == null) {
            System.setProperty("DJL_CACHE_DIR", cache().toString());
        }
        Engine.getEngine("PyTorch");
        JniUtils.setGraphExecutorOptimize(false);
        // For this thread; DJL's own collector does the same.
        JniUtils.setGradMode(true);
    }

    /** Loss and gradients for one batch, by name. */
    public Map<String, Tensor> gradients(Map<String, Tensor> batch) {
        return tensors("gradients", batch);
    }

    /** One training step; gives the losses before it. */
    public Map<String, Tensor> step(Map<String, Tensor> batch) {
        return tensors("step", batch);
    }

    /** A batch that stays in PyTorch's memory, for {@link #step(Batch)}. */
    public Batch batch(Map<String, Tensor> tensors) {
        return new Batch(arrays("x", tensors));
    }

    /** One training step; gives the first loss before it. */
    public float step(Batch batch) {
        try (NDList outputs = call("step", batch.arrays)) {
            return outputs.get(0).toFloatArray()[0];
        }
    }

    private Map<String, Tensor> tensors(String method, Map<String, Tensor> batch) {
        try (NDList inputs = arrays("x", batch);
                NDList outputs = call(method, inputs)) {
            Map<String, Tensor> named = new LinkedHashMap<>();
            outputs.forEach(output -> named.put(
                    output.getName(),
                    Tensor.ofFloats(output.toFloatArray(), output.getShape().getShape())));
            return named;
        }
    }

    /** DJL knows a method by the name of the first array, and a dictionary's entry by a name with a dot. */
    private NDList call(String method, NDList inputs) {
        NDArray selector = selectors.computeIfAbsent(method, name -> {
            NDArray array = manager.create(0f);
            array.setName("module_method:" + name);
            return array;
        });
        NDList all = new NDList(selector);
        all.addAll(inputs);
        return IValueUtils.forward(module, all, true);
    }

    private NDList arrays(String dictionary, Map<String, Tensor> tensors) {
        NDList arrays = new NDList();
        tensors.forEach((name, tensor) -> {
            Shape shape = new Shape(tensor.shape());
            NDArray array = switch (tensor.type()) {
                case FLOAT32 -> manager.create(tensor.toFloatArray(), shape);
                case INT64 -> manager.create(tensor.toLongArray(), shape);
                default -> throw new IllegalArgumentException("no networks here take " + tensor.type());
            };
            array.setName(dictionary + "." + name);
            arrays.add(array);
        });
        return arrays;
    }

    private static String source(String name) throws IOException {
        try (InputStream stream = TorchNetwork.class.getResourceAsStream(name + ".py")) {
            if (stream == null) {
                throw new IOException("there is no script " + name + ".py");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Path cache() {
        try {
            return Path.of(TorchNetwork.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolveSibling("djl");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        module.close();
        manager.close();
    }

    /** Tensors of PyTorch's. */
    public static final class Batch {
        private final NDList arrays;

        private Batch(NDList arrays) {
            this.arrays = arrays;
        }
    }
}
