package dev.figment.plugin.gpt.tokenize;

import java.util.Arrays;
import java.util.List;

/**
 * The merges of a byte-pair encoding (Sennrich et al. 2016), in the order in which they were learned. A word is a chain of
 * tokens; of all neighbours that can be merged those are, whose merge was learned first, from left to right, until there are
 * none.
 */
final class Merges {
    /**
     * Two tokens that become one.
     */
    record Merge(int left, int right, int merged) {}

    /** No merge. */
    static final int NONE = Integer.MAX_VALUE;

    /** Words up to this length are searched from end to end for each merge, which is faster than a queue. */
    private static final int SHORT = 32;

    private final List<Merge> merges;
    private final LongTable ranks;
    private final int[] merged;

    Merges(List<Merge> merges) {
        this.merges = List.copyOf(merges);
        this.ranks = new LongTable(merges.size());
        this.merged = new int[merges.size()];
        for (int rank = 0; rank < merges.size(); rank++) {
            Merge merge = merges.get(rank);
            ranks.putIfAbsent(LongTable.pair(merge.left, merge.right), rank);
            merged[rank] = merge.merged;
        }
    }

    List<Merge> all() {
        return merges;
    }

    /** Merges the first {@code length} ids, in place. */
    int[] apply(int[] ids, int length) {
        if (length < 2 || merged.length == 0) {
            return Arrays.copyOf(ids, length);
        }
        return length <= SHORT ? applyBySearch(ids, length) : applyByQueue(Arrays.copyOf(ids, length));
    }

    private int rank(int left, int right) {
        return ranks.getOrDefault(LongTable.pair(left, right), NONE);
    }

    private int[] applyBySearch(int[] ids, int count) {
        int length = count;
        int[] open = new int[length];
        for (int i = 0; i + 1 < length; i++) {
            open[i] = rank(ids[i], ids[i + 1]);
        }
        open[length - 1] = NONE;
        while (true) {
            int best = 0;
            for (int i = 1; i + 1 < length; i++) {
                if (open[i] < open[best]) {
                    best = i;
                }
            }
            if (length < 2 || open[best] == NONE) {
                return Arrays.copyOf(ids, length);
            }
            ids[best] = merged[open[best]];
            length--;
            System.arraycopy(ids, best + 2, ids, best + 1, length - best - 1);
            System.arraycopy(open, best + 2, open, best + 1, length - best - 1);
            open[length - 1] = NONE;
            if (best + 1 < length) {
                open[best] = rank(ids[best], ids[best + 1]);
            }
            if (best > 0) {
                open[best - 1] = rank(ids[best - 1], ids[best]);
            }
        }
    }

    private int[] applyByQueue(int[] ids) {
        Chain chain = new Chain(ids);
        LongHeap open = new LongHeap(ids.length);
        for (int at = 0; at + 1 < ids.length; at++) {
            add(open, chain, at);
        }
        while (!open.isEmpty()) {
            long candidate = open.removeLeast();
            int at = (int) candidate;
            int next = chain.next[at];
            if (chain.ids[at] < 0 || next < 0 || rank(chain.ids[at], chain.ids[next]) != (int) (candidate >>> 32)) {
                continue; // One of the two has become another token since.
            }
            chain.join(at, merged[(int) (candidate >>> 32)]);
            add(open, chain, at);
            add(open, chain, chain.previous[at]);
        }
        return chain.ids();
    }

    /** A place where two neighbours can be merged, by rank, and then from left to right. */
    private void add(LongHeap open, Chain chain, int at) {
        int next = at < 0 ? -1 : chain.next[at];
        if (next >= 0) {
            int rank = rank(chain.ids[at], chain.ids[next]);
            if (rank != NONE) {
                open.add((long) rank << 32 | at);
            }
        }
    }

    /** Tokens that know their neighbours. */
    private static final class Chain {
        private static final int GONE = -1;

        private final int[] ids;
        private final int[] next;
        private final int[] previous;

        Chain(int[] ids) {
            this.ids = ids;
            this.next = new int[ids.length];
            this.previous = new int[ids.length];
            for (int i = 0; i < ids.length; i++) {
                next[i] = i + 1 < ids.length ? i + 1 : -1;
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
