package org.example.embed;

import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Tensor;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** Grey pictures of one size, as a model takes them. */
final class GreyPictures {
    private static final int SIDE = 28;

    private GreyPictures() {}

    /** Those of a folder, by the names of their files. */
    static Images in(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.filter(file -> file.toString().endsWith(".png"))
                    .sorted()
                    .toList();
        }
        Tensor pixels = Tensor.allocate(ElementType.FLOAT32, files.size(), 1, SIDE, SIDE);
        FloatBuffer to = pixels.floats();
        for (Path file : files) {
            Raster grey = grey(ImageIO.read(file.toFile())).getRaster();
            for (int i = 0; i < SIDE * SIDE; i++) {
                to.put(grey.getSample(i % SIDE, i / SIDE, 0) / 255f);
            }
        }
        return new Images(
                pixels,
                files.stream().map(file -> file.getFileName().toString()).toList());
    }

    private static BufferedImage grey(BufferedImage image) {
        BufferedImage grey = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        grey.getGraphics().drawImage(image, 0, 0, SIDE, SIDE, null);
        return grey;
    }
}
