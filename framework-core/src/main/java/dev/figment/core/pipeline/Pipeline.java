package dev.figment.core.pipeline;

import dev.figment.api.Batch;
import dev.figment.api.Batches;
import dev.figment.api.FlowStep;
import dev.figment.api.Outcome;
import dev.figment.api.Sink;
import dev.figment.api.Source;
import dev.figment.api.Transform;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * A chain of steps that begins with a source. One batch at a time flows through the whole chain, so that any number of
 * samples needs the memory of a few batches. Every sink sees each batch at its place in the chain; all outputs appear
 * after the last batch, or none.
 */
public final class Pipeline {
    private final List<Stage> stages;

    /**
     * @throws IllegalArgumentException unless the first stage, and no other, is a source
     */
    public Pipeline(List<Stage> stages) {
        for (int i = 0; i < stages.size(); i++) {
            if ((i == 0) != (stages.get(i).step() instanceof Source)) {
                throw new IllegalArgumentException(
                        "stage " + i + " of a pipeline is '" + stages.get(i).name() + "'");
            }
        }
        this.stages = List.copyOf(stages);
    }

    /** Runs it to the end and gives what its sinks made, in order. */
    public List<Outcome> run() {
        return run(samples -> {});
    }

    /**
     * Runs it to the end and gives what its sinks made, in order.
     *
     * @param progress told after each batch how many samples have come out at the end so far
     */
    public List<Outcome> run(LongConsumer progress) {
        List<OpenSink> sinks = new ArrayList<>();
        try (Batches<Batch> flow = open(sinks)) {
            long samples = 0;
            while (flow.hasNext()) {
                samples += flow.next().size();
                progress.accept(samples);
            }
            List<Outcome> outcomes = new ArrayList<>();
            sinks.forEach(sink -> outcomes.add(sink.stage.guarded(sink.writer::finish)));
            sinks.forEach(sink -> sink.stage.guarded(() -> {
                sink.writer.publish();
                return sink;
            }));
            return outcomes;
        } finally {
            sinks.forEach(sink -> sink.writer.close());
        }
    }

    private record OpenSink(Stage stage, Sink.Writer<Batch> writer) {}

    private Batches<Batch> open(List<OpenSink> sinks) {
        Stage first = stages.get(0);
        Batches<Batch> flow = Flows.read(first, (Source<?>) first.step());
        try {
            for (Stage stage : stages.subList(1, stages.size())) {
                if (stage.step() instanceof Transform<?, ?> transform) {
                    flow = Flows.map(stage, transform, flow);
                } else if (stage.step() instanceof FlowStep<?, ?> step) {
                    flow = Flows.relay(stage, step, flow);
                } else if (stage.step() instanceof Sink<?> sink) {
                    OpenSink open = new OpenSink(stage, open(stage, sink));
                    sinks.add(open);
                    flow = Flows.tee(stage, open.writer, flow);
                }
            }
            return flow;
        } catch (RuntimeException e) {
            flow.close();
            throw e;
        }
    }

    @SuppressWarnings("unchecked")
    private static Sink.Writer<Batch> open(Stage stage, Sink<?> sink) {
        return (Sink.Writer<Batch>) stage.guarded(() -> sink.open(stage.seed()));
    }
}
