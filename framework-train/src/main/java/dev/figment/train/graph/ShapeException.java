package dev.figment.train.graph;

/** Shapes or types that do not fit, found while a graph is built. */
public final class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public ShapeException(String message) {
        super(message);
    }

    /** The same message, beginning with the dotted path of the layer. */
    ShapeException at(String path) {
        return new ShapeException((path.isEmpty() ? "" : path + ": ") + getMessage());
    }
}
