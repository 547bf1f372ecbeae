package org.example.embed;

import dev.figment.api.Encoder;
import dev.figment.api.Images;
import dev.figment.api.Latents;
import dev.figment.api.Outcome;
import dev.figment.core.embed.Figment;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;

/** Runs a config, then tells of each digit which other is nearest to it in the latent space of the config's model. */
public final class Lookalikes {
    private Lookalikes() {}

    public static void main(String[] arguments) throws IOException {
        Images digits = GreyPictures.in(Path.of("../../../configs/samples/digits"));
        try (Figment figment = Figment.load(Path.of("config.yaml"))) {
            for (Outcome outcome : figment.run()) {
                if (outcome instanceof Outcome.Written written) {
                    System.out.println(written.path() + "  (" + written.summary() + ")");
                }
            }
            Encoder<Images> encoder = figment.component("digits", Encoder.class);
            Latents latents = encoder.encode(digits);
            for (int i = 0; i < latents.size(); i++) {
                int nearest = nearest(latents, i);
                System.out.printf(
                        "%-13s is most like %-13s (distance %.2f)%n",
                        latents.names().get(i), latents.names().get(nearest), distance(latents, i, nearest));
            }
        }
    }

    private static int nearest(Latents latents, int to) {
        int nearest = to == 0 ? 1 : 0;
        for (int i = 0; i < latents.size(); i++) {
            if (i != to && distance(latents, i, to) < distance(latents, nearest, to)) {
                nearest = i;
            }
        }
        return nearest;
    }

    /** Euclidean. */
    private static double distance(Latents latents, int a, int b) {
        int dimensions = (int) latents.mean().dim(1);
        FloatBuffer means = latents.mean().floats();
        double squares = 0;
        for (int d = 0; d < dimensions; d++) {
            double difference = means.get(a * dimensions + d) - means.get(b * dimensions + d);
            squares += difference * difference;
        }
        return Math.sqrt(squares);
    }
}
