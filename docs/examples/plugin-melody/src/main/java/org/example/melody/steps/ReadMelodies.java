package org.example.melody.steps;

import dev.figment.api.Batches;
import dev.figment.api.Seed;
import dev.figment.api.Source;
import dev.figment.api.Text;
import dev.figment.api.config.DataRef;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.data.Dataset;
import dev.figment.api.data.Datasets;
import dev.figment.api.data.TextFormat;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.example.melody.Melodies;
import org.example.melody.notation.AbcReader;
import org.example.melody.notation.Tune;
import org.jspecify.annotations.Nullable;

/** Tunes of ABC files, in which an empty line stands between one and the next. */
public final class ReadMelodies implements Source<Melodies> {
    private static final TextFormat TUNES = new TextFormat(TextFormat.Split.PARAGRAPH, "text", 0, 0);

    /** The keys of {@code read-melodies}. */
    public record Config(
            @Description("data:NAME/SPLIT, or a file, a folder or a glob: tunes in ABC notation")
            DataRef from,

            @Description("only so many bars of 4/4 from the beginning of each, at least 1; without it, all") @Nullable
            Integer bars,

            @Description("how often each comes, at least 1: for several continuations of one beginning") @Default("1")
            int repeat,

            @Description("tunes in a batch, at least 1; it changes speed and memory, not results") @Default("16")
            int batch) {
        public Config {
            require(bars == null || bars >= 1, "bars must be at least 1");
            require(repeat >= 1, "repeat must be at least 1");
            require(batch >= 1, "batch must be at least 1");
        }

        private static void require(boolean condition, String message) {
            if (!condition) {
                throw new IllegalArgumentException(message);
            }
        }
    }

    private final Config config;
    private final Datasets datasets;

    public ReadMelodies(Config config, Datasets datasets) {
        this.config = config;
        this.datasets = datasets;
    }

    @Override
    public Batches<Melodies> open(Seed seed) {
        Dataset<Text> data = datasets.open(config.from, TUNES);
        int count = Math.multiplyExact(data.size(), config.repeat);
        return Batches.inParts(count, config.batch, (from, to) -> read(data, from, to));
    }

    private Melodies read(Dataset<Text> data, int from, int to) {
        int[] indices = IntStream.range(from, to).map(i -> i / config.repeat).toArray();
        List<String> texts = data.read(indices).texts();
        List<Tune> tunes = IntStream.range(0, indices.length)
                .mapToObj(i -> AbcReader.read(texts.get(i), data.name() + ": tune " + (indices[i] + 1)))
                .toList();
        return Melodies.of(
                tunes.stream().map(tune -> beginning(tune.events())).toList(),
                tunes.stream().map(Tune::title).toList());
    }

    private int[] beginning(int[] events) {
        return config.bars == null || events.length <= config.bars * Melodies.BAR
                ? events
                : Arrays.copyOf(events, config.bars * Melodies.BAR);
    }
}
