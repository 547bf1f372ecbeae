package dev.figment.core.steps;

import dev.figment.api.Images;
import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.config.OutputPath;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.config.Checks;
import dev.figment.core.image.Bitmap;
import dev.figment.core.image.GifWriter;
import dev.figment.core.io.AtomicFile;

/** The images, in their order, as the frames of an animated GIF; each frame is written as it comes. */
public final class WriteGif implements Sink<Images> {
    private final Config config;

    /** The keys of {@code write-gif}. */
    public record Config(
            @Description("the GIF file to write") OutputPath to,

            @Description("frames a second, 1 to 50") @Default("12")
            int frameRate,

            @Description("pixels a side that each pixel becomes, 1 to 64") @Default("1")
            int scale,

            @Description("whether it starts again at the end") @Default("true")
            boolean loop) {
        public Config {
            Checks.endsWith("to", to, ".gif");
            Checks.within(1, GifWriter.MOST_FRAMES_A_SECOND, "frame-rate", frameRate);
            Checks.within(1, 64, "scale", scale);
        }
    }

    public WriteGif(Config config) {
        this.config = config;
    }

    @Override
    public Writer<Images> open(Seed seed) {
        AtomicFile file = AtomicFile.create(config.to.path());
        GifWriter gif = new GifWriter(file.output(), config.frameRate, config.loop, config.to.toString());
        return new Writer<>() {
            @Override
            public void write(Images batch) {
                for (Bitmap image : Bitmap.of(batch)) {
                    gif.write(image.magnified(config.scale));
                }
            }

            @Override
            public Outcome finish() {
                if (gif.frames() == 0) {
                    throw FigmentException.run(
                            Problem.of("nothing-to-write", config.to.toString(), "no image came to be written"));
                }
                gif.finish();
                file.complete();
                return new Outcome.Written(config.to.path(), Counts.of(gif.frames(), "frame"));
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
