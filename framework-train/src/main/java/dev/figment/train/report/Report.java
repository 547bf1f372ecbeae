package dev.figment.train.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a report says.
 *
 * @param title of the page
 * @param state how the training stands, in a word or two
 * @param tone of that state
 * @param summary one sentence below the title
 * @param figures the few numbers that matter most, label by label
 * @param samples groups of what the model made, by name
 * @param tables by heading: names and values
 */
public record Report(
        String title,
        String state,
        Tone tone,
        String summary,
        List<Figure> figures,
        List<Chart> charts,
        Map<String, List<Sample>> samples,
        Map<String, Map<String, String>> tables) {
    /** What a state means to whoever waits for the training. */
    public enum Tone {
        GOOD,
        NEUTRAL,
        BAD
    }

    /**
     * A number in large letters.
     *
     * @param note below it; may be empty
     */
    public record Figure(String label, String value, String note) {}

    /**
     * How one metric went.
     *
     * @param series the ones that come first are drawn first, so below the others; at least one, each with a point
     * @param mark a step to point out, and its label; null where there is none
     */
    public record Chart(
            String title, List<Series> series, @Nullable Mark mark) {}

    /** A step to point out in a chart. */
    public record Mark(double step, String label) {}

    /**
     * A curve.
     *
     * @param role which sets its colour and width
     */
    public record Series(String name, Role role, List<Point> points) {}

    /** What a curve shows. */
    public enum Role {
        /** Single batches: pale. */
        BATCHES,
        TRAINING,
        VALIDATION,
        /** The one curve of a chart, which needs no legend. */
        OTHER
    }

    /**
     * A point of a curve.
     *
     * @param value finite
     */
    public record Point(double step, double value) {}

    /** What the model made at one step: to look at, to listen to or to read. */
    @SuppressWarnings("ArrayRecordComponent") // read once, compared never
    public record Sample(String caption, String mediaType, byte[] content) {}

    /** The page, whole. */
    public String html() {
        return Page.of(this);
    }
}
