package dev.figment.plugin.gpt.model;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Beam search: of all continuations of the texts that are followed, the likeliest are followed further (Graves 2012, "Sequence
 * transduction with recurrent neural networks", algorithm 1); the score of a text is its log-probability by its length to the
 * power of the penalty (as in Hugging Face's transformers). One thread at a time.
 */
final class Beams implements AutoCloseable {
    private final Decoder decoder;
    private final int width;
    private final double lengthPenalty;
    private final List<Integer> ends;
    private final Slots slots;

    /** A text that is followed, or has ended. */
    private record Beam(int[] made, double logProbability, int slot) {
        Beam with(int id, double added) {
            int[] longer = Arrays.copyOf(made, made.length + 1);
            longer[made.length] = id;
            return new Beam(longer, logProbability + added, slot);
        }

        Beam in(int other) {
            return new Beam(made, logProbability, other);
        }

        int last() {
            return made[made.length - 1];
        }
    }

    /**
     * @param capacity tokens of the longest text, with its prompt
     */
    Beams(Decoder decoder, int width, double lengthPenalty, List<Integer> ends, int capacity) {
        this.decoder = decoder;
        this.width = width;
        this.lengthPenalty = lengthPenalty;
        this.ends = ends;
        this.slots = decoder.slots(width, capacity);
    }

    /** The best continuation, without the token that ends it. */
    int[] best(int[] prompt, int most) {
        List<Beam> live = List.of(new Beam(new int[0], 0, 0));
        @Nullable Beam ended = null;
        Tensor logits = slots.read(0, prompt, 0, 1);
        for (int length = 1; length <= most; length++) {
            List<Beam> following = new ArrayList<>();
            for (Beam next : likeliest(live, logits)) {
                if (ends.contains(next.last())) {
                    ended = ended == null || score(next) > score(ended) ? next : ended;
                } else if (following.size() < width) {
                    following.add(next);
                }
            }
            boolean over = ended != null && score(ended) >= bestPossible(following, most);
            if (over || length == most) {
                return result(following, ended, over);
            }
            live = placed(following, prompt.length + length - 1);
            logits = step(live, prompt.length);
        }
        throw new IllegalArgumentException("at least one token: " + most);
    }

    private int[] result(List<Beam> following, @Nullable Beam ended, boolean over) {
        Beam best = following.stream()
                .max(Comparator.comparingDouble(this::score))
                .filter(beam -> !over && (ended == null || score(beam) > score(ended)))
                .orElse(ended);
        int[] made = requireNonNull(best).made;
        return best == ended ? Arrays.copyOf(made, made.length - 1) : made;
    }

    private double score(Beam beam) {
        return beam.logProbability / Math.pow(beam.made.length, lengthPenalty);
    }

    /** No continuation scores better: probabilities fall, and at best the length helps. */
    private double bestPossible(List<Beam> beams, int most) {
        return beams.stream()
                .mapToDouble(beam ->
                        beam.logProbability / Math.pow(lengthPenalty > 0 ? most : beam.made.length, lengthPenalty))
                .max()
                .orElse(Double.NEGATIVE_INFINITY);
    }

    /** The likeliest continuations by one token, likeliest first: twice as many as are followed, for those that end. */
    private List<Beam> likeliest(List<Beam> live, Tensor logits) {
        PriorityQueue<Beam> best = new PriorityQueue<>(Comparator.comparingDouble(Beam::logProbability));
        float[] own = new float[decoder.vocabularySize()];
        for (int i = 0; i < live.size(); i++) {
            logits.floats().get(i * own.length, own);
            double normalizer = Likelihood.logSum(own);
            for (int id = 0; id < own.length; id++) {
                double added = own[id] - normalizer;
                boolean full = best.size() == 2 * width;
                if (!full || live.get(i).logProbability + added > best.peek().logProbability) {
                    if (full) {
                        best.remove();
                    }
                    best.add(live.get(i).with(id, added));
                }
            }
        }
        return best.stream()
                .sorted(Comparator.comparingDouble(Beam::logProbability).reversed())
                .toList();
    }

    /** Gives each its own slot of the first ones: one of a text's continuations keeps its slot, others get a copy. */
    private List<Beam> placed(List<Beam> following, int read) {
        Beam[] bySlot = new Beam[following.size()];
        List<Beam> moving = new ArrayList<>();
        for (Beam beam : following) {
            if (beam.slot < bySlot.length && bySlot[beam.slot] == null) {
                bySlot[beam.slot] = beam;
            } else {
                moving.add(beam);
            }
        }
        int free = 0;
        for (Beam beam : moving) {
            while (bySlot[free] != null) {
                free++;
            }
            slots.copy(beam.slot, free, read);
            bySlot[free] = beam.in(free);
        }
        return List.of(bySlot);
    }

    private Tensor step(List<Beam> live, int prompt) {
        int[] ids = live.stream().mapToInt(Beam::last).toArray();
        int[] read =
                live.stream().mapToInt(beam -> prompt + beam.made.length - 1).toArray();
        return slots.step(ids, read);
    }

    @Override
    public void close() {
        slots.close();
    }
}
