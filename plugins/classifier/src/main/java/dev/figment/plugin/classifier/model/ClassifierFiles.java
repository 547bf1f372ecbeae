package dev.figment.plugin.classifier.model;

/** The file of a classifier and the names of its input and outputs: what the recipe exports and the component reads. */
public final class ClassifierFiles {
    /** From {@link #IMAGES} to {@link #LOGITS} and {@link #FEATURES}. */
    public static final String CLASSIFIER = "classifier.onnx";

    /** FLOAT32 [N, channels, height, width] in [0, 1]. */
    public static final String IMAGES = "images";

    /** FLOAT32 [N, classes]: logarithms of the classes' probabilities, but for a sum. */
    public static final String LOGITS = "logits";

    /** FLOAT32 [N, features]: what the logits are linear in, at least 0. */
    public static final String FEATURES = "features";

    /** The key of the file's metadata that has the classes' names, each on a line. */
    public static final String CLASSES = "classes";

    private ClassifierFiles() {}
}
