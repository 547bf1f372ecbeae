package dev.figment.train.imported;

/** A node stands in a form for which its operator has no counterpart with a gradient. */
final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unfit(String message) {
        super(message, null, false, false);
    }
}
