package dev.figment.plugin.vae.model;

/** The file of a denoiser and the names of its input and output: what the recipe exports and the component reads. */
public final class DenoiserFiles {
    /** From {@link #IMAGES} to {@link #DENOISED}. */
    public static final String DENOISER = "denoiser.onnx";

    /** FLOAT32 [N, channels, height, width] in [0, 1], of any height and width. */
    public static final String IMAGES = "images";

    /** As {@link #IMAGES}. */
    public static final String DENOISED = "denoised";

    private DenoiserFiles() {}
}
