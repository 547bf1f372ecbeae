package dev.figment.plugin.gpt.train;

import dev.figment.api.Device;
import dev.figment.api.ElementType;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.plugin.gpt.tokenize.LearnedTokenizer;
import dev.figment.plugin.gpt.tokenize.TokenizerConfig;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Shape;
import dev.figment.train.nn.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A decoder of random weights, and its folder. */
public final class TinyGpt {
    public static final OnnxModels MODELS = OnnxModels.on(Device.CPU);
    public static final int CONTEXT = 16;
    public static final LearnedTokenizer TOKENIZER =
            new TokenizerConfig.Chars().learn(List.of("abcdefghijklmnopqrstuvwxyz .\n"));

    private TinyGpt() {}

    /** The bytes of model.onnx. */
    public static byte[] onnx() {
        return onnx(CONTEXT);
    }

    /** As {@link #onnx()}, of another context. */
    public static byte[] onnx(int context) {
        GptNetwork network = network(context);
        return GptExport.onnx(network, weights(network), Map.of());
    }

    static GptNetwork network() {
        return network(CONTEXT);
    }

    private static GptNetwork network(int context) {
        return new GptNetwork(Architecture.LLAMA, TOKENIZER.tokenizer().vocabularySize(), context, 2, 32, 2, 1, 48, 0);
    }

    static Map<String, Tensor> weights(GptNetwork network) {
        Graph graph = new Graph("weights");
        Scope scope = Scope.training(graph);
        network.logits(scope, graph.input("ids", ElementType.INT64, Shape.of(1, 4)));
        Map<String, Tensor> weights = new LinkedHashMap<>();
        scope.parameters().forEach(p -> {
            Tensor tensor = p.initial(new Seed(3));
            for (int i = 0; i < tensor.count(); i++) { // Larger, so that some tokens are likelier than others.
                tensor.floats().put(i, tensor.floats().get(i) * 5);
            }
            weights.put(p.path(), tensor);
        });
        return weights;
    }

    /** Writes the files of a model. */
    public static void write(Path folder) {
        new DecoderFolder(network(), TOKENIZER).files(onnx()).forEach((name, content) -> {
            try {
                Files.write(folder.resolve(name), content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
