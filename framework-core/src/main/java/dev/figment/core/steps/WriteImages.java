package dev.figment.core.steps;

import dev.figment.api.Images;
import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.config.Description;
import dev.figment.api.config.OutputPath;
import dev.figment.core.image.Bitmap;
import dev.figment.core.image.Png;
import dev.figment.core.io.AtomicFolder;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Each image as a PNG file, called by the image's name or, without one, by its number. */
public final class WriteImages implements Sink<Images> {
    private final Config config;

    /** The keys of {@code write-images}. */
    public record Config(
            @Description("the folder to write PNG files into; files of the same name are replaced, others stay")
            OutputPath to) {}

    public WriteImages(Config config) {
        this.config = config;
    }

    @Override
    public Writer<Images> open(Seed seed) {
        AtomicFolder folder = AtomicFolder.create(config.to.path());
        return new Writer<>() {
            private final Set<String> taken = new HashSet<>();
            private long count;

            @Override
            public void write(Images batch) {
                List<Bitmap> images = Bitmap.of(batch);
                for (int i = 0; i < images.size(); i++) {
                    String name = batch.names().isEmpty()
                            ? String.format(Locale.ROOT, "%06d", count)
                            : FileNames.base(batch.names().get(i));
                    folder.write(FileNames.free(name, taken) + ".png", Png.encode(images.get(i)));
                    count++;
                }
            }

            @Override
            public Outcome finish() {
                return new Outcome.Written(config.to.path(), Counts.of(count, "image"));
            }

            @Override
            public void publish() {
                folder.commit();
            }

            @Override
            public void close() {
                folder.close();
            }
        };
    }
}
