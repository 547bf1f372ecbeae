package dev.figment.plugin.gpt.quantize;

import dev.figment.api.Outcome;
import dev.figment.api.Seed;
import dev.figment.api.Sink;
import dev.figment.api.Text;
import dev.figment.api.config.Default;
import dev.figment.api.config.Description;
import dev.figment.api.config.ModelRef;
import dev.figment.api.config.OutputPath;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.plugin.gpt.chat.Prompting;
import dev.figment.plugin.gpt.files.ModelFiles;
import dev.figment.plugin.gpt.files.NewFile;
import dev.figment.plugin.gpt.measure.Prediction;
import dev.figment.plugin.gpt.model.Decoder;
import dev.figment.plugin.gpt.model.DecoderFiles;
import dev.figment.plugin.gpt.tokenize.PromptTokenizer;
import dev.figment.plugin.gpt.tokenize.TokenizerFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a decoder with weights of few bits, with the other files of its folder, and measures on the texts that flow by what is
 * lost.
 */
public final class Quantize implements Sink<Text> {
    private static final String STEP = "quantize";
    private static final String BITS = "figment.bits";
    private static final long LONGEST_CONTEXT = 1024;

    /** Files of a model's folder that go with it. */
    private static final List<String> OTHERS = List.of(
            TokenizerFile.NAME,
            DecoderFiles.TOKENIZER_CONFIG,
            DecoderFiles.CONFIG,
            DecoderFiles.GENERATION,
            Prompting.FILE);

    /** The keys of the step. */
    @Description("Writes a decoder with weights of few bits, and measures on texts what is lost")
    public record Config(
            @Description("The model: zoo:NAME, or a folder with model.onnx and tokenizer.json")
            ModelRef model,

            @Description("The folder to write") OutputPath to,

            @Description("Bits of a weight: 8 or 4; rows of embeddings have 8") @Default("8")
            int bits,

            @Description("Weights that have a scale together: 16, 32, 64, 128 or 256") @Default("32")
            int block) {
        public Config {
            if (bits != 8 && bits != 4) {
                throw new IllegalArgumentException("bits must be 8 or 4, not " + bits);
            }
            if (block < 16 || block > 256 || Integer.bitCount(block) != 1) {
                throw new IllegalArgumentException("block must be 16, 32, 64, 128 or 256, not " + block);
            }
        }
    }

    private final Config config;
    private final Models models;
    private final PromptTokenizer tokenizer;
    private final Decoder exact;

    public Quantize(Config config, Models models) {
        this.config = config;
        this.models = models;
        this.tokenizer = TokenizerFile.of(models, config.model);
        this.exact = Decoder.load(models, config.model);
    }

    @Override
    public Writer<Text> open(Seed seed) {
        Decoder.Source source = Decoder.source(models, config.model);
        Map<String, String> metadata = new LinkedHashMap<>(source.metadata());
        metadata.put(BITS, Integer.toString(config.bits));
        return new Quantizing(source.file().quantized(config.bits, config.block).bytes(metadata));
    }

    /** What both models predict, and the files. */
    private final class Quantizing implements Writer<Text> {
        private final byte[] onnx;
        private final Model small;
        private final Prediction before;
        private final Prediction after;
        private final List<NewFile> files = new ArrayList<>();

        Quantizing(byte[] onnx) {
            this.onnx = onnx;
            this.small = models.compile(onnx, config.to.toString());
            this.before = prediction(exact);
            this.after = prediction(Decoder.of(small, config.to.toString()));
        }

        private Prediction prediction(Decoder decoder) {
            int context = (int) Math.min(LONGEST_CONTEXT, decoder.context());
            return new Prediction(decoder, tokenizer, context, Math.max(1, context / 2), 1);
        }

        @Override
        public void write(Text batch) {
            for (String text : batch.texts()) {
                before.add(text);
                after.add(text);
            }
        }

        @Override
        public Outcome finish() {
            if (before.tokens() == 0) {
                throw FigmentException.user(
                        Problem.of("no-text", STEP, "there is no token to predict: each text has one at most")
                                .fix("give it longer texts"));
            }
            Path to = config.to.path();
            files.add(NewFile.write(to.resolve(DecoderFiles.MODEL), onnx));
            for (String name : OTHERS) {
                ModelFiles.find(models, config.model, name)
                        .ifPresent(content -> files.add(NewFile.write(to.resolve(name), content)));
            }
            return new Outcome.Written(
                    to,
                    String.format(
                            Locale.ROOT,
                            "%d bits, %s to %s; %.4f to %.4f bits a byte on %,d tokens: %+.4f",
                            config.bits,
                            megabytes(size()),
                            megabytes(onnx.length),
                            before.bitsPerByte(),
                            after.bitsPerByte(),
                            before.tokens(),
                            after.bitsPerByte() - before.bitsPerByte()));
        }

        private long size() {
            try {
                return Files.size(models.locate(config.model, DecoderFiles.MODEL));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void publish() {
            files.forEach(NewFile::publish);
        }

        @Override
        public void close() {
            small.close();
            files.forEach(NewFile::close);
        }
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
