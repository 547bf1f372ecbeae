package dev.figment.core.steps;

import dev.figment.api.plugin.Contribution;
import dev.figment.api.plugin.FigmentPlugin;
import dev.figment.core.anomaly.MeasureAnomalies;
import dev.figment.core.anomaly.PlotScores;
import dev.figment.core.anomaly.ReadSeries;
import dev.figment.core.anomaly.ScoreAnomalies;
import dev.figment.core.anomaly.WriteScores;
import java.util.List;

/** The steps that are there without any plugin. */
public final class CoreSteps implements FigmentPlugin {
    @Override
    public List<Contribution> contributions() {
        return List.of(
                Contribution.step(
                        "read-images",
                        "read images: a dataset, a file, a folder, a glob or an IDX file",
                        ReadImages.class,
                        ReadImages.Config.class),
                Contribution.step(
                        "read-labelled-images",
                        "read images of classes: a dataset, a folder of folders or an IDX file",
                        ReadLabelledImages.class,
                        ReadLabelledImages.Config.class),
                Contribution.step(
                        "sample-latents",
                        "draw latents from a model's prior",
                        SampleLatents.class,
                        SampleLatents.Config.class),
                Contribution.step(
                        "sample-mixture",
                        "draw latents from a mixture of Gaussians that is fitted to those of images",
                        SampleMixture.class,
                        SampleMixture.Config.class),
                Contribution.step(
                        "latent-grid",
                        "a grid in two dimensions of a latent space",
                        LatentGrid.class,
                        LatentGrid.Config.class),
                Contribution.step("encode", "samples to latents", Encode.class, Encode.Config.class),
                Contribution.step("decode", "latents to samples", Decode.class, Decode.Config.class),
                Contribution.step(
                        "reconstruct",
                        "each image, followed by what is decoded from its latent",
                        Reconstruct.class,
                        Reconstruct.Config.class),
                Contribution.step(
                        "interpolate",
                        "walk from each latent to the next",
                        Interpolate.class,
                        Interpolate.Config.class),
                Contribution.step(
                        "traverse",
                        "each latent several times, with other numbers in one dimension",
                        Traverse.class,
                        Traverse.Config.class),
                Contribution.step(
                        "move",
                        "move each latent in the direction of an attribute that a table of labels gives",
                        Move.class,
                        Move.Config.class),
                Contribution.step(
                        "nearest",
                        "each image, followed by those of a dataset whose latents are nearest",
                        Nearest.class,
                        Nearest.Config.class),
                Contribution.step(
                        "denoise",
                        "remove noise from images of any size, tile by tile",
                        Denoise.class,
                        Denoise.Config.class),
                Contribution.step(
                        "write-grid",
                        "all images in one PNG, in rows and columns",
                        WriteGrid.class,
                        WriteGrid.Config.class),
                Contribution.step(
                        "write-images", "each image as a PNG in a folder", WriteImages.class, WriteImages.Config.class),
                Contribution.step("write-gif", "the images as an animated GIF", WriteGif.class, WriteGif.Config.class),
                Contribution.step(
                        "write-numbers", "latents as CSV or JSON", WriteNumbers.class, WriteNumbers.Config.class),
                Contribution.step(
                        "read-texts",
                        "texts that stand in the config, or in files",
                        ReadTexts.class,
                        ReadTexts.Config.class),
                Contribution.step(
                        "generate",
                        "conditions to samples: prompts to texts, for instance",
                        Generate.class,
                        Generate.Config.class),
                Contribution.step(
                        "read-series",
                        "windows of series, from CSV files or row by row from standard input",
                        ReadSeries.class,
                        ReadSeries.Config.class),
                Contribution.step(
                        "score-anomalies",
                        "how unusual windows of series are, and which are flagged",
                        ScoreAnomalies.class,
                        ScoreAnomalies.Config.class),
                Contribution.step(
                        "measure-anomalies",
                        "how well scores tell labelled windows from others",
                        MeasureAnomalies.class,
                        MeasureAnomalies.Config.class),
                Contribution.step(
                        "write-scores",
                        "scores of windows as CSV, in a file or printed as they come",
                        WriteScores.class,
                        WriteScores.Config.class),
                Contribution.step(
                        "plot-scores",
                        "a series and its scores as SVG, with what is flagged",
                        PlotScores.class,
                        PlotScores.Config.class),
                Contribution.step(
                        "write-texts",
                        "texts in a file, or printed with the results",
                        WriteTexts.class,
                        WriteTexts.Config.class));
    }
}
