package dev.figment.plugin.gpt.model;

import java.util.List;

/** Looks for texts that end a text which comes in pieces, and holds back what may be the beginning of one. */
final class StopText {
    private final List<String> stops;
    private final StringBuilder held = new StringBuilder();
    private boolean found;

    StopText(List<String> stops) {
        this.stops = stops;
    }

    /** What can be given out now. */
    String accept(String piece) {
        held.append(piece);
        int end = firstStop();
        if (end >= 0) {
            found = true;
            return take(end);
        }
        return take(held.length() - longestBeginning());
    }

    /** What is left, if no stop was found. */
    String finish() {
        return found ? "" : take(held.length());
    }

    boolean isFound() {
        return found;
    }

    private int firstStop() {
        return stops.stream()
                .mapToInt(held::indexOf)
                .filter(at -> at >= 0)
                .min()
                .orElse(-1);
    }

    /** Length of the longest end of what is held with which a stop begins. */
    private int longestBeginning() {
        int longest = 0;
        for (String stop : stops) {
            for (int length = Math.min(stop.length() - 1, held.length()); length > longest; length--) {
                if (stop.startsWith(held.substring(held.length() - length))) {
                    longest = length;
                }
            }
        }
        return longest;
    }

    private String take(int length) {
        String taken = held.substring(0, length);
        held.delete(0, length);
        return taken;
    }
}
