package dev.figment.benchmarks.networks;

import java.util.List;

/** All of them. */
public final class Families {
    private Families() {}

    /** As they are timed. */
    public static List<Family> full() {
        return List.of(
                MlpVae.of(128, 784, 512, 16),
                ConvVae.of(64, 64, List.of(32, 64, 128, 256), 128),
                Dcgan.of(64, 100, List.of(64, 128, 256)),
                Pix2pix.of(128, 32, 7, true),
                Gpt.of(6, 384, 6, 65, 256, 8),
                Wavenet.of(32, 128, 10, 2, 256, 8000));
    }

    /**
     * Those of {@link #full()} with these names; all where there are none.
     *
     * @throws IllegalArgumentException if a name is none of theirs
     */
    public static List<Family> named(List<String> names) {
        List<Family> all = full();
        List<String> known = all.stream().map(Family::name).toList();
        if (!known.containsAll(names)) {
            throw new IllegalArgumentException("the families are " + known + ", not " + names);
        }
        return all.stream()
                .filter(family -> names.isEmpty() || names.contains(family.name()))
                .toList();
    }

    /** Small, for comparing gradients. */
    public static List<Family> small() {
        return List.of(
                MlpVae.of(8, 30, 20, 4),
                ConvVae.of(3, 16, List.of(4, 6, 8), 5),
                Dcgan.of(4, 6, List.of(4, 6)),
                WganGp.of(3, 16, List.of(4, 6)),
                SpectralCritic.of(3, 16, List.of(4, 6)),
                Pix2pix.of(32, 4, 4, false),
                Gpt.of(2, 32, 2, 11, 12, 3),
                Wavenet.of(4, 6, 3, 2, 10, 40));
    }
}
