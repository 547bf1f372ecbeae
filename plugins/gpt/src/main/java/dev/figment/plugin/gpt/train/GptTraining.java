package dev.figment.plugin.gpt.train;

import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.api.Tokens;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.plugin.gpt.model.DecoderFiles;
import dev.figment.train.loop.Preview;
import dev.figment.train.loop.Start;
import dev.figment.train.loop.StepTraining;
import java.util.Map;

/** The pretraining of a decoder on windows of tokens. */
final class GptTraining extends StepTraining<Tokens> {
    private static final String NAME = "gpt";

    private final Models models;
    private final GptObjective objective;
    private final DecoderFolder folder;

    GptTraining(Models models, GptObjective objective, DecoderFolder folder, Start<Tokens> start) {
        super(models, NAME, objective.inputs((long) start.batchSize()), objective.inputs(null), objective, start);
        this.models = models;
        this.objective = objective;
        this.folder = folder;
    }

    @Override
    public Map<String, Tensor> prepare(Tokens batch, Position at) {
        return objective.feed(batch);
    }

    @Override
    public Map<String, byte[]> export(Map<String, String> metadata) {
        return folder.files(GptExport.onnx(objective.network(), averaged(), metadata));
    }

    /** How the model goes on after the beginnings of validation samples. */
    @Override
    public Map<String, Preview> preview(Tokens samples, Position at) {
        byte[] onnx = GptExport.onnx(objective.network(), averaged(), Map.of());
        try (Model model = models.compile(onnx, DecoderFiles.MODEL)) {
            return Map.of("texts", Preview.of(folder.continued(model, samples, at)));
        }
    }
}
