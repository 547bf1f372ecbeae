package dev.figment.plugin.gpt.constrain;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.nio.FloatBuffer;
import java.util.List;

/** A text that is being written in a given form: which tokens may come next. One thread at a time. */
public final class Matching {
    private final TokenAutomaton automaton;
    private final List<Integer> ends;
    private int state;

    /**
     * @param ends tokens that end texts; they may come where the text is complete
     */
    public Matching(TokenAutomaton automaton, List<Integer> ends) {
        this.automaton = automaton;
        this.ends = ends;
    }

    /**
     * Forbids tokens that may not come next, and those after which the text could no longer be completed in time.
     *
     * @param logits of all tokens; minus infinity is written for what is forbidden
     * @param left tokens that may still come, at least 1
     * @throws FigmentException if the vocabulary has no token that may come
     */
    public void restrict(FloatBuffer logits, int left) {
        TokenAutomaton.Moves moves = automaton.moves(state);
        int[] ids = moves.ids();
        boolean mayEnd = automaton.accepts(state) && !ends.isEmpty();
        if (ids.length == 0 && !mayEnd) {
            throw FigmentException.user(Problem.of(
                            "unmet-constraint",
                            "",
                            "the model's vocabulary has no token that the constraint allows next")
                    .fix("constrain to what the vocabulary can write"));
        }
        boolean timely = false;
        for (int i = 0; i < ids.length && !timely; i++) {
            timely = isTimely(moves.states()[i], left);
        }
        float[] kept = new float[ids.length];
        for (int i = 0; i < ids.length; i++) {
            boolean wanted = !timely || isTimely(moves.states()[i], left);
            kept[i] = wanted ? logits.get(ids[i]) : Float.NEGATIVE_INFINITY;
        }
        float[] endings = new float[ends.size()];
        for (int i = 0; i < endings.length; i++) {
            endings[i] = mayEnd ? logits.get(ends.get(i)) : Float.NEGATIVE_INFINITY;
        }
        for (int id = 0; id < logits.limit(); id++) {
            logits.put(id, Float.NEGATIVE_INFINITY);
        }
        for (int i = 0; i < ids.length; i++) {
            logits.put(ids[i], kept[i]);
        }
        for (int i = 0; i < endings.length; i++) {
            logits.put(ends.get(i), endings[i]);
        }
    }

    private boolean isTimely(int next, int left) {
        return automaton.distance(next) < left;
    }

    /** A token was chosen, one that was not forbidden. */
    public void accept(int id) {
        TokenAutomaton.Moves moves = automaton.moves(state);
        for (int i = 0; i < moves.ids().length; i++) {
            if (moves.ids()[i] == id) {
                state = moves.states()[i];
                return;
            }
        }
        throw new IllegalArgumentException("the token " + id + " was forbidden");
    }

    /** Whether the text is complete, and nothing can follow. */
    public boolean isOver() {
        return automaton.accepts(state) && automaton.moves(state).ids().length == 0;
    }
}
