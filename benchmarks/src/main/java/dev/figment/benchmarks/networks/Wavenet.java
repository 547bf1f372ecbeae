package dev.figment.benchmarks.networks;

import dev.figment.train.graph.Activations;
import dev.figment.train.graph.Layout;
import dev.figment.train.graph.Reductions;
import dev.figment.train.graph.Value;
import dev.figment.train.nn.Convolution;
import dev.figment.train.nn.Embedding;
import dev.figment.train.nn.GatedResidualStack;
import dev.figment.train.nn.Losses;
import dev.figment.train.nn.Scope;
import dev.figment.train.optim.OptimizerConfig;
import dev.figment.train.step.Objective;
import java.util.List;
import java.util.Map;

/** Dilated causal convolutions over one stretch of audio in classes (van den Oord et al. 2016). */
record Wavenet(int channels, int skip, int depth, int times, int classes) {
    static Family of(int channels, int skip, int depth, int times, int classes, int samples) {
        Wavenet network = new Wavenet(channels, skip, depth, times, classes);
        return new Family(
                "wavenet",
                depth * times + " layers × " + channels + ", " + skip + " skip channels, " + samples + " samples",
                List.of("single", "wavenet"),
                List.of(Input.below("classes", classes, 1, samples), Input.below("targets", classes, 1, samples)),
                List.of(new Goal("loss", "", network::loss, OptimizerConfig.adam(1e-3))));
    }

    private Objective.Loss loss(Scope scope, Map<String, Value> inputs) {
        Value embedded = scope.apply("classes", new Embedding(classes, channels), Input.of(inputs, "classes"));
        Value x = Layout.transpose(embedded, 0, 2, 1);
        Value skips = scope.apply("stack", GatedResidualStack.doubling(skip, 2, depth, times), x);
        Value hidden = scope.apply("hidden", Convolution.conv1d(skip, 1), Activations.relu(skips));
        Value logits = scope.apply("classifier", Convolution.conv1d(classes, 1), Activations.relu(hidden));
        Value losses = Losses.crossEntropy(Layout.transpose(logits, 0, 2, 1), Input.of(inputs, "targets"));
        return new Objective.Loss(Reductions.mean(losses), Map.of());
    }
}
