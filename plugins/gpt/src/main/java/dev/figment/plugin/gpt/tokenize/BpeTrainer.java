package dev.figment.plugin.gpt.tokenize;

import dev.figment.api.error.FigmentException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Learns the merges of a byte-level byte-pair encoding (Sennrich et al. 2016, algorithm 1): again and again the most frequent
 * pair of neighbours becomes a token; of pairs that are equally frequent, the one whose tokens are older. Words are counted
 * first, and a merge looks only at words that its pair is in.
 */
final class BpeTrainer {
    /** How often a pair occurred when it was added to the queue; it is looked up again when its turn comes. */
    private record Frequent(long count, int left, int right) implements Comparable<Frequent> {
        @Override
        public int compareTo(Frequent other) {
            if (count != other.count) {
                return Long.compare(other.count, count);
            }
            return left != other.left ? Integer.compare(left, other.left) : Integer.compare(right, other.right);
        }
    }

    private final List<int[]> words = new ArrayList<>();
    private final List<Long> counts = new ArrayList<>();
    private final Map<Long, Long> pairCounts = new HashMap<>();
    private final Map<Long, Set<Integer>> pairWords = new HashMap<>();
    private final PriorityQueue<Frequent> queue = new PriorityQueue<>();

    private BpeTrainer(Map<String, Long> wordCounts) {
        wordCounts.forEach((word, count) -> {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            int[] ids = new int[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                ids[i] = bytes[i] & 0xFF;
            }
            words.add(ids);
            counts.add(count);
        });
        for (int word = 0; word < words.size(); word++) {
            add(word, 1);
        }
        pairCounts.forEach((pair, count) -> queue.add(frequent(pair, count)));
    }

    /** The bytes in their order, without merges, and the end of a text. */
    static ByteLevelBpe bytes() {
        return tokenizer(List.of(), WordSplitter.NONE, List.of());
    }

    /**
     * Learns from texts.
     *
     * @param vocabulary tokens, at least {@link ByteLevelBpe#LEAST} and the special ones; there are fewer where the texts
     *     give no more pairs
     * @param special special tokens besides the end of a text, whose ids come last, in this order
     * @throws FigmentException if there is no text
     */
    static ByteLevelBpe train(Iterable<String> texts, int vocabulary, List<String> special) {
        WordSplitter words = new Gpt2Words();
        Map<String, Long> wordCounts = new HashMap<>();
        for (String text : texts) {
            char[] characters = text.toCharArray();
            words.split(
                    characters,
                    0,
                    characters.length,
                    (from, to) -> wordCounts.merge(new String(characters, from, to - from), 1L, Long::sum));
        }
        if (wordCounts.isEmpty()) {
            throw LearnedTokenizer.empty();
        }
        int most = vocabulary - ByteLevelBpe.LEAST - special.size();
        return tokenizer(new BpeTrainer(new TreeMap<>(wordCounts)).merges(most), words, special);
    }

    private static ByteLevelBpe tokenizer(List<Merges.Merge> merges, WordSplitter words, List<String> special) {
        List<byte[]> tokens = new ArrayList<>();
        for (int b = 0; b < 256; b++) {
            tokens.add(new byte[] {(byte) b});
        }
        for (Merges.Merge merge : merges) {
            byte[] left = tokens.get(merge.left());
            byte[] right = tokens.get(merge.right());
            byte[] both = Arrays.copyOf(left, left.length + right.length);
            System.arraycopy(right, 0, both, left.length, right.length);
            tokens.add(both);
        }
        List<AddedToken> added = new ArrayList<>();
        for (String token : Stream.concat(Stream.of(LearnedTokenizer.END_OF_TEXT), special.stream())
                .toList()) {
            added.add(AddedToken.special(tokens.size(), token));
            tokens.add(token.getBytes(StandardCharsets.UTF_8));
        }
        return new ByteLevelBpe(
                tokens, new Merges(merges), new ByteLevelBpe.Preparation(words, false, false, Frame.NONE), added);
    }

    private List<Merges.Merge> merges(int most) {
        List<Merges.Merge> merges = new ArrayList<>();
        while (merges.size() < most && !queue.isEmpty()) {
            Frequent best = queue.remove();
            long pair = LongTable.pair(best.left, best.right);
            long count = pairCounts.getOrDefault(pair, 0L);
            if (count != best.count) {
                if (count > 0) {
                    queue.add(frequent(pair, count));
                }
                continue;
            }
            if (count < 1) {
                continue;
            }
            int merged = 256 + merges.size();
            merges.add(new Merges.Merge(best.left, best.right, merged));
            merge(pair, merged);
        }
        return merges;
    }

    private void merge(long pair, int merged) {
        Set<Long> changed = new HashSet<>();
        for (int word : List.copyOf(pairWords.getOrDefault(pair, Set.of()))) {
            add(word, -1);
            words.set(word, joined(words.get(word), (int) (pair >>> 32), (int) pair, merged));
            add(word, 1);
            int[] ids = words.get(word);
            for (int i = 0; i + 1 < ids.length; i++) {
                if (ids[i] == merged || ids[i + 1] == merged) {
                    changed.add(LongTable.pair(ids[i], ids[i + 1]));
                }
            }
        }
        pairCounts.remove(pair);
        pairWords.remove(pair);
        changed.forEach(found -> queue.add(frequent(found, pairCounts.getOrDefault(found, 0L))));
    }

    /** Counts the pairs of a word in, or out. */
    private void add(int word, int sign) {
        int[] ids = words.get(word);
        long count = sign * counts.get(word);
        for (int i = 0; i + 1 < ids.length; i++) {
            long pair = LongTable.pair(ids[i], ids[i + 1]);
            pairCounts.merge(pair, count, Long::sum);
            if (sign > 0) {
                pairWords.computeIfAbsent(pair, any -> new HashSet<>()).add(word);
            }
        }
    }

    private static int[] joined(int[] ids, int left, int right, int merged) {
        int[] joined = new int[ids.length];
        int count = 0;
        for (int i = 0; i < ids.length; i++) {
            boolean joins = i + 1 < ids.length && ids[i] == left && ids[i + 1] == right;
            joined[count++] = joins ? merged : ids[i];
            i += joins ? 1 : 0;
        }
        return Arrays.copyOf(joined, count);
    }

    private static Frequent frequent(long pair, long count) {
        return new Frequent(count, (int) (pair >>> 32), (int) pair);
    }
}
