package dev.figment.plugin.gpt.model;

import java.util.Arrays;

/**
 * Guesses that a text goes on as it did the last time that its last tokens came (Saxena 2023, "Prompt lookup decoding").
 *
 * @param longest tokens that are looked for; fewer where so many do not come again
 */
record NgramGuesser(int longest) implements Guesser {
    @Override
    public int[] guess(int[] ids, int count, int most) {
        for (int n = Math.min(longest, count - 1); n >= 1; n--) {
            for (int at = count - n - 1; at >= 0; at--) {
                if (Arrays.equals(ids, at, at + n, ids, count - n, count)) {
                    return Arrays.copyOfRange(ids, at + n, Math.min(at + n + most, count));
                }
            }
        }
        return new int[0];
    }
}
