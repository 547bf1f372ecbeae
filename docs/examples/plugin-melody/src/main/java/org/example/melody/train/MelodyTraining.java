package org.example.melody.train;

import dev.figment.api.Position;
import dev.figment.api.Tensor;
import dev.figment.api.Text;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.train.loop.Preview;
import dev.figment.train.loop.Start;
import dev.figment.train.loop.StepTraining;
import dev.figment.train.step.Export;
import java.util.List;
import java.util.Map;
import org.example.melody.Melodies;
import org.example.melody.model.Continuation;
import org.example.melody.model.Mode;
import org.example.melody.model.NextEvent;
import org.example.melody.model.ScaleSampler;
import org.example.melody.notation.AbcWriter;

/** The training of a {@link MelodyNetwork}. Its preview is a melody. */
final class MelodyTraining extends StepTraining<Contexts> {
    private static final String NAME = "melody";
    private static final int PREVIEW_BARS = 8;

    private final Models models;
    private final MelodyNetwork network;

    MelodyTraining(Models models, MelodyNetwork network, Start<Contexts> start) {
        super(
                models,
                NAME,
                network.trainingInputs((long) start.batchSize()),
                network.trainingInputs(null),
                network,
                start);
        this.models = models;
        this.network = network;
    }

    @Override
    public Map<String, Tensor> prepare(Contexts batch, Position at) {
        return Map.of(
                NextEvent.EVENTS, batch.events(), NextEvent.BEAT, batch.beats(), MelodyNetwork.NEXT, batch.next());
    }

    @Override
    public Map<String, byte[]> export(Map<String, String> metadata) {
        return Map.of(NextEvent.FILE, onnx(metadata));
    }

    private byte[] onnx(Map<String, String> metadata) {
        return Export.onnx(
                NAME,
                network.inputs(null),
                (scope, inputs) -> Map.of(NextEvent.LOGITS, network.logits(scope, inputs)),
                averaged(),
                metadata);
    }

    @Override
    public Map<String, Preview> preview(Contexts samples, Position at) {
        try (Model model = models.compile(onnx(Map.of()), NAME)) {
            Continuation continuation = new Continuation(
                    new NextEvent(model, NAME), new ScaleSampler(new ScaleSampler.Config("C", Mode.MAJOR, 1)));
            int[] melody = continuation
                    .of(List.of(new int[0]), PREVIEW_BARS * Melodies.BAR, at)
                    .get(0);
            return Map.of(NAME, Preview.of(new Text(List.of(AbcWriter.write(melody, NAME)))));
        }
    }
}
