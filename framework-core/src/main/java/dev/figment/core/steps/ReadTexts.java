package dev.figment.core.steps;

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
import dev.figment.core.config.Checks;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Texts that stand in the config, or in files. */
public final class ReadTexts implements Source<Text> {
    private static final String FIELD = "text";

    private final Config config;
    private final Datasets datasets;

    /** The keys of {@code read-texts}. */
    public record Config(
            @Description("the texts themselves; or 'from' names where they are") @Default("[]")
            List<String> texts,

            @Description("data:NAME/SPLIT, a file, a folder or a glob: plain texts, or JSON Lines") @Nullable
            DataRef from,

            @Description("what one text of a plain file is: file, line or paragraph; the whole file without it")
            TextFormat.@Nullable Split split,

            @Description("the field of JSON that holds the text; 'text' without it") @Nullable
            String field,

            @Description("how often each text comes, at least 1: for several continuations of one prompt") @Default("1")
            int repeat,

            @Description("texts in a batch, at least 1; it changes speed and memory, not results") @Default("16")
            int batch) {
        public Config {
            if (texts.isEmpty() == (from == null)) {
                throw new IllegalArgumentException("texts or from must be given, one of the two");
            }
            if (from == null && (split != null || field != null)) {
                throw new IllegalArgumentException("split and field are for files; give 'from' instead of 'texts'");
            }
            texts = List.copyOf(texts);
            Checks.atLeast(1, "repeat", repeat);
            Checks.atLeast(1, "batch", batch);
        }
    }

    public ReadTexts(Config config, Datasets datasets) {
        this.config = config;
        this.datasets = datasets;
    }

    @Override
    public Batches<Text> open(Seed seed) {
        if (config.from == null) {
            return batches(
                    config.texts.size(),
                    indices -> IntStream.of(indices).mapToObj(config.texts::get).toList());
        }
        TextFormat format = new TextFormat(
                config.split == null ? TextFormat.Split.FILE : config.split,
                config.field == null ? FIELD : config.field,
                0,
                0);
        Dataset<Text> data = datasets.open(config.from, format);
        return batches(data.size(), indices -> data.read(indices).texts());
    }

    private interface Reader {
        List<String> read(int[] indices);
    }

    private Batches<Text> batches(int count, Reader reader) {
        return Batches.inParts(
                Math.multiplyExact(count, config.repeat),
                config.batch,
                (from, to) -> new Text(reader.read(
                        IntStream.range(from, to).map(i -> i / config.repeat).toArray())));
    }
}
