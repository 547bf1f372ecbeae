package dev.figment.plugin.gpt.tokenize;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** The merges of a byte-pair encoding (Sennrich et al. 2016), in the order in which they were learned. */
final class Merges {
    /**
     * Two tokens that become one.
     */
    record Merge(int left, int right, int merged) {}

    private record Ranked(int rank, int merged) {}

    private final List<Merge> merges;
    private final Map<Long, Ranked> ranks = new HashMap<>();

    Merges(List<Merge> merges) {
        this.merges = List.copyOf(merges);
        for (int rank = 0; rank < merges.size(); rank++) {
            Merge merge = merges.get(rank);
            ranks.putIfAbsent(pair(merge.left, merge.right), new Ranked(rank, merge.merged));
        }
    }

    List<Merge> all() {
        return merges;
    }

    private static long pair(int left, int right) {
        return (long) left << 32 | right;
    }

    /** A place where two neighbours can be merged; it is stale once one of them has changed. */
    private record Candidate(int rank, int at, int left, int right) implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate other) {
            return rank != other.rank ? Integer.compare(rank, other.rank) : Integer.compare(at, other.at);
        }
    }

    /** Merges neighbours, the earliest learned first and from left to right, until none is left to merge. */
    int[] apply(int[] tokens) {
        if (tokens.length < 2) {
            return tokens;
        }
        Chain chain = new Chain(tokens);
        PriorityQueue<Candidate> open = new PriorityQueue<>();
        for (int at = 0; at + 1 < tokens.length; at++) {
            add(open, chain, at);
        }
        while (!open.isEmpty()) {
            Candidate best = open.remove();
            int next = chain.next[best.at];
            if (chain.ids[best.at] != best.left || next < 0 || chain.ids[next] != best.right) {
                continue;
            }
            chain.join(best.at, ranks.get(pair(best.left, best.right)).merged);
            add(open, chain, best.at);
            add(open, chain, chain.previous[best.at]);
        }
        return chain.ids();
    }

    private void add(PriorityQueue<Candidate> open, Chain chain, int at) {
        int next = at < 0 ? -1 : chain.next[at];
        if (next < 0) {
            return;
        }
        Ranked ranked = ranks.get(pair(chain.ids[at], chain.ids[next]));
        if (ranked != null) {
            open.add(new Candidate(ranked.rank, at, chain.ids[at], chain.ids[next]));
        }
    }

    /** Tokens that know their neighbours. */
    private static final class Chain {
        private static final int GONE = -1;

        private final int[] ids;
        private final int[] next;
        private final int[] previous;

        Chain(int[] tokens) {
            this.ids = tokens.clone();
            this.next = new int[tokens.length];
            this.previous = new int[tokens.length];
            for (int i = 0; i < tokens.length; i++) {
                next[i] = i + 1 < tokens.length ? i + 1 : -1;
                previous[i] = i - 1;
            }
        }

        /** Puts a token in the place of this one and the next. */
        void join(int at, int merged) {
            int gone = next[at];
            ids[at] = merged;
            ids[gone] = GONE;
            next[at] = next[gone];
            if (next[gone] >= 0) {
                previous[next[gone]] = at;
            }
        }

        int[] ids() {
            return Arrays.stream(ids).filter(id -> id != GONE).toArray();
        }
    }
}
