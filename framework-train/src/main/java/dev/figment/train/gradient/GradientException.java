package dev.figment.train.gradient;

/** A gradient that was asked for and does not exist; the message names the node and the path to it. */
public final class GradientException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public GradientException(String message) {
        super(message);
    }
}
