package dev.figment.core.download;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as it comes, piece by piece. Java's client bounds the time until the headers are here, and not that
 * in which nothing of the body comes; this does. Closing it ends the connection where there is more to come.
 */
final class Chunks implements HttpResponse.BodySubscriber<Chunks>, AutoCloseable {
    /** What came: buffers, the end, or what went wrong. */
    private record Event(
            List<ByteBuffer> buffers, boolean end, @Nullable Throwable failure) {}

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private boolean ended;

    @Override
    public CompletionStage<Chunks> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription its) {
        if (!subscription.complete(its)) {
            its.cancel();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        events.add(new Event(buffers, false, null));
    }

    @Override
    public void onError(Throwable failure) {
        events.add(new Event(List.of(), false, failure));
    }

    @Override
    public void onComplete() {
        events.add(new Event(List.of(), true, null));
    }

    /**
     * The next piece, or empty at the end.
     *
     * @param silence the longest time to wait for it
     * @throws Fault if the body ends too early, or nothing comes in time
     */
    List<ByteBuffer> next(Duration silence) throws IOException, InterruptedException {
        subscription.thenAccept(its -> its.request(1));
        while (true) {
            Event event = events.poll(silence.toNanos(), TimeUnit.NANOSECONDS);
            if (event == null) {
                throw Fault.passing("nothing came for " + silence.toMillis() / 1000.0 + " s");
            }
            if (event.failure() != null) {
                ended = true;
                throw Fault.passing("cut off: "
                        + Objects.requireNonNullElse(
                                event.failure().getMessage(),
                                event.failure().getClass().getSimpleName()));
            }
            if (event.end()) {
                ended = true;
                return List.of();
            }
            if (event.buffers().stream().anyMatch(ByteBuffer::hasRemaining)) {
                return event.buffers();
            }
            subscription.thenAccept(its -> its.request(1));
        }
    }

    @Override
    public void close() {
        if (!ended) {
            subscription.thenAccept(Flow.Subscription::cancel);
        }
    }
}
