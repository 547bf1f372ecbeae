package dev.figment.core.steps;

import dev.figment.api.Batches;
import dev.figment.api.Latents;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The pairs of neighbours in a flow of latents, as batches of points between them. */
final class Walk implements Batches<Latents> {
    private final Batches<Latents> from;
    private final Interpolate.Config config;
    private @Nullable Latents batch;
    private int row;
    private @Nullable Tensor first;
    private @Nullable Tensor last;
    private @Nullable Latents ready;
    private long pairs;
    private boolean ended;

    Walk(Batches<Latents> from, Interpolate.Config config) {
        this.from = from;
        this.config = config;
    }

    @Override
    public boolean hasNext() {
        if (ready == null && !ended) {
            ready = advance();
            ended = ready == null;
        }
        return ready != null;
    }

    @Override
    public Latents next() {
        if (!hasNext() || ready == null) {
            throw new NoSuchElementException();
        }
        Latents next = ready;
        ready = null;
        return next;
    }

    private @Nullable Latents advance() {
        if (last == null) {
            first = latent();
            last = first;
        }
        Tensor before = last;
        Tensor after = latent();
        if (before == null || (after == null && pairs == 0)) {
            throw FigmentException.user(Problem.of(
                            "too-few-latents",
                            "",
                            "interpolate walks between latents and needs at least 2, not " + (before == null ? 0 : 1))
                    .fix("read more than one sample"));
        }
        boolean closing = after == null && config.closed() && first != null && before != first;
        if (closing) {
            after = first;
        }
        if (after == null) {
            return null;
        }
        pairs++;
        last = after;
        return Latents.of(PointsBetween.of(before, after, config.steps(), config.mode()));
    }

    /** The next latent, shape [1, …], in memory of its own, or null at the end. */
    private @Nullable Tensor latent() {
        while (batch == null || row == batch.size()) {
            if (!from.hasNext()) {
                return null;
            }
            batch = from.next();
            row = 0;
        }
        Tensor view = batch.mean().rows(row, row + 1);
        row++;
        Tensor copy = Tensor.allocate(view.type(), view.shape());
        copy.bytes().put(view.bytes());
        return copy;
    }

    @Override
    public void close() {
        from.close();
    }
}
