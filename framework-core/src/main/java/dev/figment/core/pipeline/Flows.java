package dev.figment.core.pipeline;

import dev.figment.api.Batch;
import dev.figment.api.Batches;
import dev.figment.api.FlowStep;
import dev.figment.api.Position;
import dev.figment.api.Sink;
import dev.figment.api.Source;
import dev.figment.api.Transform;

/**
 * Each kind of step as a flow over the flow before it. The casts are safe because the pipeline's types were checked
 * when its config was read.
 */
final class Flows {
    private Flows() {}

    @SuppressWarnings("unchecked")
    static Batches<Batch> read(Stage stage, Source<?> source) {
        return guarded(stage, (Batches<Batch>) stage.guarded(() -> source.open(stage.seed())));
    }

    @SuppressWarnings("unchecked")
    static Batches<Batch> relay(Stage stage, FlowStep<?, ?> step, Batches<Batch> before) {
        FlowStep<Batch, Batch> relay = (FlowStep<Batch, Batch>) step;
        return guarded(stage, stage.guarded(() -> relay.apply(before, stage.seed())));
    }

    @SuppressWarnings("unchecked")
    static Batches<Batch> map(Stage stage, Transform<?, ?> step, Batches<Batch> before) {
        Transform<Batch, Batch> transform = (Transform<Batch, Batch>) step;
        return new After(before) {
            private long first;

            @Override
            public Batch next() {
                Batch batch = before.next();
                Position at = new Position(stage.seed(), first);
                first += batch.size();
                return stage.guarded(() -> transform.apply(batch, at));
            }
        };
    }

    static Batches<Batch> tee(Stage stage, Sink.Writer<Batch> writer, Batches<Batch> before) {
        return new After(before) {
            @Override
            public Batch next() {
                Batch batch = before.next();
                stage.guarded(() -> {
                    writer.write(batch);
                    return batch;
                });
                return batch;
            }
        };
    }

    private static Batches<Batch> guarded(Stage stage, Batches<Batch> flow) {
        return new After(flow) {
            @Override
            public boolean hasNext() {
                return stage.guarded(flow::hasNext);
            }

            @Override
            public Batch next() {
                return stage.guarded(flow::next);
            }
        };
    }

    private abstract static class After implements Batches<Batch> {
        private final Batches<Batch> before;

        After(Batches<Batch> before) {
            this.before = before;
        }

        @Override
        public boolean hasNext() {
            return before.hasNext();
        }

        @Override
        public void close() {
            before.close();
        }
    }
}
