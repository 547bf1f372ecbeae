package dev.figment.plugin.gpt.model;

import dev.figment.api.ScoredToken;
import dev.figment.api.ScoredToken.Alternative;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The log-probabilities of one place of a text. */
final class Scoring {
    private static final Comparator<Alternative> RISING = Comparator.comparingDouble(Alternative::logProbability)
            .thenComparing(Alternative::id, Comparator.reverseOrder());

    private final float[] logits;
    private final double sum;

    private Scoring(float[] logits) {
        this.logits = logits;
        this.sum = Likelihood.logSum(logits);
    }

    /** Of logits that may be overwritten later. */
    static Scoring of(FloatBuffer logits) {
        float[] copy = new float[logits.remaining()];
        logits.duplicate().get(copy);
        return new Scoring(copy);
    }

    /** The token that was chosen. */
    ScoredToken token(int id, String text, int alternatives) {
        return new ScoredToken(id, text, logits[id] - sum, likeliest(alternatives));
    }

    /** In falling order, the lesser id first where two are as likely. */
    private List<Alternative> likeliest(int count) {
        PriorityQueue<Alternative> best = new PriorityQueue<>(count + 1, RISING);
        for (int id = 0; id < logits.length; id++) {
            if (best.size() < count
                    || count > 0 && logits[id] - sum > best.element().logProbability()) {
                best.add(new Alternative(id, logits[id] - sum));
                if (best.size() > count) {
                    best.remove();
                }
            }
        }
        List<Alternative> falling = new ArrayList<>(best);
        falling.sort(RISING.reversed());
        return falling;
    }
}
