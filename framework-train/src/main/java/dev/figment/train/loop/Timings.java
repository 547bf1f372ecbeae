package dev.figment.train.loop;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** Where the time of this process's part of a run went. */
final class Timings {
    /** What time is spent on. */
    enum Kind {
        STEPS("steps"),
        WAITING("waiting for data"),
        VALIDATION("validation"),
        PREVIEWS("previews"),
        CHECKPOINTS("checkpoints");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private final long start = System.nanoTime();
    private final Map<Kind, Long> nanos = new EnumMap<>(Kind.class);

    <R> R measure(Kind kind, Supplier<R> work) {
        long began = System.nanoTime();
        try {
            return work.get();
        } finally {
            nanos.merge(kind, System.nanoTime() - began, Long::sum);
        }
    }

    void measure(Kind kind, Runnable work) {
        measure(kind, () -> {
            work.run();
            return true;
        });
    }

    double seconds(Kind kind) {
        return nanos.getOrDefault(kind, 0L) * 1e-9;
    }

    /** Since the beginning. */
    double seconds() {
        return (System.nanoTime() - start) * 1e-9;
    }
}
