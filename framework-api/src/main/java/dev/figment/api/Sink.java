package dev.figment.api;

/**
 * A step that keeps something of what flows by: a file, a measurement. The pipeline hands it each batch and passes the
 * same batch on to the step after it, so that several sinks may look at one flow.
 */
public non-sealed interface Sink<I extends Batch> extends Step<I, Nothing> {
    /** Opens it for one run. */
    Writer<I> open(Seed seed);

    /** One run of a sink; one thread at a time. */
    interface Writer<I extends Batch> extends AutoCloseable {
        void write(I batch);

        /**
         * Completes the work, so that nothing but {@link #publish()} is left to do. Called at most once, after the last
         * batch.
         */
        Outcome finish();

        /**
         * Outputs appear, whole, now. Called at most once, after every sink of the pipeline has finished, so that either
         * all outputs of a run appear or none.
         */
        default void publish() {}

        /** Frees what is held; without a {@link #publish()} before it, nothing of the output appears. */
        @Override
        void close();
    }
}
