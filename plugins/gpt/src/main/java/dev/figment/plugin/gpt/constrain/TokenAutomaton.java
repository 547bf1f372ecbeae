package dev.figment.plugin.gpt.constrain;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.plugin.gpt.tokenize.PromptTokenizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.Operations;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;
import org.apache.lucene.util.automaton.Transition;
import org.apache.lucene.util.automaton.UTF32ToUTF8;

/**
 * Which tokens may come next in a text of a given form (Willard and Louf 2023, "Efficient guided generation for large language
 * models", section 3): an automaton over the bytes of UTF-8, and for each of its states the tokens whose bytes it can read.
 * Safe for use by several threads.
 */
public final class TokenAutomaton {
    private static final int BYTES = 256;
    private static final int NOWHERE = -1;
    /** Effort of Lucene's that makes some seconds. */
    private static final int WORK = 1_000_000;

    private static final int MOST_STATES = 50_000;

    private final int[] next;
    private final boolean[] accepting;
    /** Bytes of the shortest way to a complete text. */
    private final int[] distance;
    /** Bytes of each token; empty where it stands for none. */
    private final byte[][] tokens;
    /** Tokens that stand for bytes, in the order of these. */
    private final int[] sorted;

    /** Bytes of the longest token. */
    private final int longest;

    private final Map<Integer, Moves> moves = new ConcurrentHashMap<>();

    /**
     * The tokens that may come in a state.
     *
     * @param ids tokens
     * @param states where each of them leads
     */
    record Moves(int[] ids, int[] states) {}

    private TokenAutomaton(Automaton bytes, byte[][] tokens) {
        int states = bytes.getNumStates();
        this.next = new int[states * BYTES];
        this.accepting = new boolean[states];
        Arrays.fill(next, NOWHERE);
        Transition transition = new Transition();
        for (int state = 0; state < states; state++) {
            accepting[state] = bytes.isAccept(state);
            int count = bytes.initTransition(state, transition);
            for (int i = 0; i < count; i++) {
                bytes.getNextTransition(transition);
                Arrays.fill(next, state * BYTES + transition.min, state * BYTES + transition.max + 1, transition.dest);
            }
        }
        this.distance = distances();
        this.tokens = tokens;
        this.sorted = IntStream.range(0, tokens.length)
                .filter(id -> tokens[id].length > 0)
                .boxed()
                .sorted(Comparator.comparing(id -> tokens[id], Arrays::compareUnsigned))
                .mapToInt(Integer::intValue)
                .toArray();
        this.longest =
                Arrays.stream(tokens).mapToInt(token -> token.length).max().orElse(0);
    }

    /**
     * For a constraint and a vocabulary.
     *
     * @throws FigmentException if the constraint is faulty, too large, or met by no text
     */
    public static TokenAutomaton of(Constraint constraint, PromptTokenizer tokenizer) {
        byte[][] tokens = new byte[tokenizer.vocabularySize()][];
        Arrays.setAll(tokens, tokenizer::textBytes);
        try {
            Automaton written = Operations.intersection(new UTF32ToUTF8().convert(constraint.language()), Utf8.TEXTS);
            Automaton bytes = Operations.removeDeadStates(Operations.determinize(written, WORK));
            if (Operations.isEmpty(bytes)) {
                throw problem(constraint, "no text can meet it", "say less");
            }
            if (bytes.getNumStates() > MOST_STATES) {
                throw problem(constraint, "it has " + bytes.getNumStates() + " states", "make its repeats shorter");
            }
            return new TokenAutomaton(bytes, tokens);
        } catch (TooComplexToDeterminizeException e) {
            throw problem(constraint, "it is too complex", "make its repeats shorter, or split alternatives");
        }
    }

    private static FigmentException problem(Constraint constraint, String message, String fix) {
        return FigmentException.user(
                Problem.of("bad-constraint", constraint.where(), message).fix(fix));
    }

    private int[] distances() {
        int[] distances = new int[accepting.length];
        Arrays.fill(distances, Integer.MAX_VALUE);
        List<List<Integer>> before = new ArrayList<>();
        for (int state = 0; state < accepting.length; state++) {
            before.add(new ArrayList<>());
        }
        for (int i = 0; i < next.length; i++) {
            if (next[i] != NOWHERE && (i % BYTES == 0 || next[i] != next[i - 1])) {
                before.get(next[i]).add(i / BYTES);
            }
        }
        Deque<Integer> open = new ArrayDeque<>();
        for (int state = 0; state < accepting.length; state++) {
            if (accepting[state]) {
                distances[state] = 0;
                open.add(state);
            }
        }
        while (!open.isEmpty()) {
            int state = open.remove();
            for (int from : before.get(state)) {
                if (distances[from] == Integer.MAX_VALUE) {
                    distances[from] = distances[state] + 1;
                    open.add(from);
                }
            }
        }
        return distances;
    }

    /** Whether the text is complete. */
    boolean accepts(int state) {
        return accepting[state];
    }

    /** Bytes of the shortest way from a state to a complete text. */
    int distance(int state) {
        return distance[state];
    }

    /** The tokens that may come; worked out when a state is first met. */
    Moves moves(int state) {
        return moves.computeIfAbsent(state, this::found);
    }

    /** Tokens in the order of their bytes, so that each begins where the one before left the automaton. */
    private Moves found(int from) {
        List<int[]> found = new ArrayList<>();
        int[] path = new int[longest + 1];
        path[0] = from;
        int reached = 0; // Bytes of the token before that the automaton could read.
        byte[] last = {};
        for (int id : sorted) {
            byte[] token = tokens[id];
            int common = Arrays.mismatch(last, token);
            int at = Math.min(common < 0 ? token.length : common, reached);
            boolean stuck = common > reached; // It shares the byte at which the one before failed.
            while (!stuck && at < token.length) {
                int state = next[path[at] * BYTES + (token[at] & 0xFF)];
                stuck = state == NOWHERE;
                if (!stuck) {
                    path[++at] = state;
                }
            }
            if (!stuck) {
                found.add(new int[] {id, path[token.length]});
            }
            reached = at;
            last = token;
        }
        return new Moves(
                found.stream().mapToInt(move -> move[0]).toArray(),
                found.stream().mapToInt(move -> move[1]).toArray());
    }
}
