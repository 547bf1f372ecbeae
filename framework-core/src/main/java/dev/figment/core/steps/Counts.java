package dev.figment.core.steps;

/** Numbers of things in words. */
final class Counts {
    private Counts() {}

    /** {@code 1 image}, {@code 2 images}. */
    static String of(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
