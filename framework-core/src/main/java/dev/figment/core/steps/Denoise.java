package dev.figment.core.steps;

import dev.figment.api.Images;
import dev.figment.api.Position;
import dev.figment.api.Transform;
import dev.figment.api.config.ComponentRef;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.config.Checks;
import jakarta.inject.Named;
import java.util.Arrays;

/**
 * Removes noise from images of any size, tile by tile, so that memory does not grow with the image. Tiles overlap, and one
 * fades into the other there, so that no seam is seen.
 */
public final class Denoise implements Transform<Images, Images> {
    private final Config config;
    private final Transform<Images, Images> denoiser;

    /** The keys of {@code denoise}. */
    public record Config(
            @Description("a component that takes images and gives images of the same size, such as a denoiser")
            ComponentRef with,

            @Description("height and width of a tile in pixels, at least 16; smaller images are one tile")
            @Default("256")
            int tile,

            @Description(
                    "pixels in which neighbouring tiles overlap, less than half a tile; more than the denoiser sees to"
                            + " each side makes the tiles invisible")
            @Default("32")
            int overlap) {
        public Config {
            Checks.atLeast(16, "tile", tile);
            Checks.within(0, (tile - 1) / 2, "overlap", overlap);
        }
    }

    public Denoise(Config config, @Named("with") Transform<Images, Images> with) {
        this.config = config;
        this.denoiser = with;
    }

    @Override
    public Images apply(Images batch, Position at) {
        if (batch.size() == 0) {
            return batch;
        }
        Tiles tiles = new Tiles(batch, config.tile, config.overlap);
        tiles.forEach(tile -> {
            Images denoised = denoiser.apply(tile, at);
            if (!Arrays.equals(denoised.pixels().shape(), tile.pixels().shape())) {
                throw FigmentException.user(Problem.of(
                                "size-differs",
                                "denoise",
                                "images of " + tile.pixels() + " became " + denoised.pixels())
                        .fix("use a component that leaves the size as it is"));
            }
            return denoised;
        });
        return new Images(tiles.joined(), batch.names());
    }
}
