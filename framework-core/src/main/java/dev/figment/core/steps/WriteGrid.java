package dev.figment.core.steps;

import dev.figment.api.Images;
import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.config.OutputPath;
import dev.figment.core.config.Checks;
import dev.figment.core.image.Bitmap;
import dev.figment.core.image.Grid;
import dev.figment.core.image.Png;
import dev.figment.core.io.AtomicFile;
import org.jspecify.annotations.Nullable;

/** All images in one PNG file. Until the end it holds a byte for each sample of each image. */
public final class WriteGrid implements Sink<Images> {
    private final Config config;

    /** The keys of {@code write-grid}. */
    public record Config(
            @Description("the PNG file to write") OutputPath to,

            @Description("images (or stacks) in a row; left out, about as wide as high") @Nullable
            Integer columns,

            @Description("successive images that stand below each other, as input and reconstruction do; at least 1")
            @Default("1")
            int stack,

            @Description("black pixels between images and around them, 0 to 1000") @Default("2")
            int padding,

            @Description("pixels a side that each pixel becomes, 1 to 64") @Default("1")
            int scale) {
        public Config {
            Checks.endsWith("to", to, ".png");
            Checks.atLeast(1, "columns", columns);
            Checks.atLeast(1, "stack", stack);
            Checks.within(0, 1000, "padding", padding);
            Checks.within(1, 64, "scale", scale);
        }
    }

    public WriteGrid(Config config) {
        this.config = config;
    }

    @Override
    public Writer<Images> open(Seed seed) {
        AtomicFile file = AtomicFile.create(config.to.path());
        int columns = config.columns == null ? 0 : config.columns;
        Grid grid =
                new Grid(new Grid.Layout(columns, config.stack, config.padding, config.scale), config.to.toString());
        return new Writer<>() {
            @Override
            public void write(Images batch) {
                grid.add(batch);
            }

            @Override
            public Outcome finish() {
                Bitmap drawn = grid.draw();
                file.output().write(Png.encode(drawn));
                file.complete();
                return new Outcome.Written(
                        config.to.path(), Counts.of(grid.size(), "image") + " in a grid of " + drawn + " pixels");
            }

            @Override
            public void publish() {
                file.commit();
            }

            @Override
            public void close() {
                file.close();
            }
        };
    }
}
