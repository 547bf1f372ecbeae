package org.example.melody;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Device;
import dev.figment.api.Sampler;
import dev.figment.api.Tensor;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.ModelRef;
import dev.figment.api.model.Models;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.testkit.Medium;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.example.melody.model.MelodyModel;
import org.example.melody.model.Mode;
import org.example.melody.model.ScaleSampler;

/** Melodies as the contracts of the test kit take them, and the model that this plugin ships. */
public final class TinyMelodies {
    /** A model of a folder, without the zoo. */
    public static final Models MODELS = OnnxModels.on(
            Device.CPU, (model, file) -> model.base().resolve(model.text()).resolve(file));

    public static final Medium<Melodies> MEDIUM = new Medium<>() {
        @Override
        public Map<String, Tensor> tensors(Melodies batch) {
            return Map.of("events", batch.events());
        }

        @Override
        public List<String> names(Melodies batch) {
            return batch.names();
        }

        @Override
        public Melodies of(Map<String, Tensor> tensors, List<String> names) {
            return new Melodies(requireNonNull(tensors.get("events")), names);
        }
    };

    private TinyMelodies() {}

    /** Three, of different lengths. */
    public static Melodies three() {
        return Melodies.of(
                List.of(
                        new int[] {60, Melodies.HOLD, 62, 64},
                        new int[] {Melodies.REST, 67, Melodies.HOLD, Melodies.HOLD, 65, 64},
                        new int[] {72}),
                List.of("a", "b", "c"));
    }

    /** That of the zoo's folder of this project, in C. */
    public static MelodyModel model(int bars) {
        ModelRef folder = new ModelRef("zoo/folk-melody", Path.of(""));
        return new MelodyModel(new MelodyModel.Config(folder, new ComponentRef("scale"), bars), MODELS, sampler());
    }

    public static Sampler sampler() {
        return new ScaleSampler(new ScaleSampler.Config("C", Mode.MAJOR, 1));
    }
}
