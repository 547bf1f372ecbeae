package dev.figment.plugin.vae.model;

/** The files of a model and the names of their inputs and outputs: what recipes export and components read. */
public final class CoderFiles {
    /** From {@link #IMAGES} to {@link #MEAN} and, where the model is variational, {@link #LOG_VARIANCE}. */
    public static final String ENCODER = "encoder.onnx";

    /** From {@link #LATENTS} to {@link #IMAGES}. */
    public static final String DECODER = "decoder.onnx";

    /** FLOAT32 [N, channels, height, width] in [0, 1]. */
    public static final String IMAGES = "images";

    /** FLOAT32 [N, latents]; of a VQ-VAE [N, size of an entry, height, width]. */
    public static final String MEAN = "mean";

    /** FLOAT32 [N, latents], natural logarithms. */
    public static final String LOG_VARIANCE = "log_variance";

    /** FLOAT32 [N, latents]; of a VQ-VAE [N, size of an entry, height, width]. */
    public static final String LATENTS = "latents";

    /**
     * Of conditional models: FLOAT32 [N, classes], 1 for the class of the sample and 0 for the others, or FLOAT32 [N,
     * attributes], each as the training data's table has it.
     */
    public static final String CONDITION = "condition";

    /** The key of a conditional model's metadata that has the classes' names, each on a line. */
    public static final String CLASSES = "classes";

    private CoderFiles() {}
}
