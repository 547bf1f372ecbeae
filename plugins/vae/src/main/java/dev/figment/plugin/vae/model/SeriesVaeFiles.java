package dev.figment.plugin.vae.model;

import java.util.List;

/** The files of a model of series, and the names of their inputs and outputs: what the recipe exports and the component reads. */
public final class SeriesVaeFiles {
    /** From {@link #WINDOWS} to all scores, to {@link CoderFiles#MEAN} and to {@link CoderFiles#LOG_VARIANCE}. */
    public static final String SCORES = "scores.onnx";

    /** The scores of windows that it was trained on: CSV, a column for each. */
    public static final String NORMAL_SCORES = "normal-scores.csv";

    /** FLOAT32 [N, rows, channels], in the unit of the training data. */
    public static final String WINDOWS = "windows";

    /** −log p(x | z) for the mean latent z, plus the divergence, in nats: an upper bound on −log p(x) but for sampling. */
    public static final String NEGATIVE_ELBO = "negative-elbo";

    /** Mean squared error of the standardised values. */
    public static final String RECONSTRUCTION_ERROR = "reconstruction-error";

    /** Divergence of the latent from the prior N(0, I), in nats. */
    public static final String KL = "kl";

    /** Mahalanobis distance of the mean latent from those of the training windows. */
    public static final String LATENT_DISTANCE = "latent-distance";

    /** Of the window's last row, how many standard deviations its value is from the mean; the greatest of its channels. */
    public static final String Z = "z";

    /** Mean squared error of the standardised values under a PCA with as many components as there are latents. */
    public static final String PCA = "pca";

    /** What the model itself says. */
    public static final List<String> MODEL_SCORES = List.of(NEGATIVE_ELBO, RECONSTRUCTION_ERROR, KL, LATENT_DISTANCE);

    /** What there is to compare it with. */
    public static final List<String> BASELINES = List.of(Z, PCA);

    private SeriesVaeFiles() {}
}
