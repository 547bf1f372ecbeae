package dev.figment.plugin.gpt.train;

import dev.figment.api.Position;
import dev.figment.api.Text;
import dev.figment.api.Tokens;
import dev.figment.api.model.Model;
import dev.figment.plugin.gpt.model.Continuation;
import dev.figment.plugin.gpt.model.Continuations;
import dev.figment.plugin.gpt.model.Decoder;
import dev.figment.plugin.gpt.model.DecoderFiles;
import dev.figment.plugin.gpt.model.Limits;
import dev.figment.plugin.gpt.model.Overflow;
import dev.figment.plugin.gpt.sample.SamplerChain;
import dev.figment.plugin.gpt.tokenize.LearnedTokenizer;
import dev.figment.plugin.gpt.tokenize.PromptTokenizer;
import dev.figment.plugin.gpt.tokenize.TokenizerFile;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** What stands beside a trained decoder in its folder, and what it writes while it is trained. */
record DecoderFolder(GptNetwork network, LearnedTokenizer learned) {
    private static final int PREVIEWS = 4;
    private static final int PROMPT = 32;
    private static final int NEW_TOKENS = 256;

    /** The files of a model by name. */
    Map<String, byte[]> files(byte[] onnx) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(DecoderFiles.MODEL, onnx);
        files.put(TokenizerFile.NAME, learned.json());
        files.put(
                DecoderFiles.TOKENIZER_CONFIG,
                HuggingFace.tokenizer(network, endOfText()).getBytes(StandardCharsets.UTF_8));
        files.put(DecoderFiles.CONFIG, HuggingFace.config(network, endOfText()).getBytes(StandardCharsets.UTF_8));
        files.put(DecoderFiles.GENERATION, HuggingFace.generation(endOfText()).getBytes(StandardCharsets.UTF_8));
        return files;
    }

    OptionalInt endOfText() {
        return learned.endOfText();
    }

    /** The beginnings of samples, each with a continuation drawn from the model's own distribution. */
    Text continued(Model model, Tokens samples, Position at) {
        PromptTokenizer tokenizer = learned.tokenizer();
        int most = Math.toIntExact(Math.min(NEW_TOKENS, Math.max(1, network.context() - PROMPT)));
        Limits limits = new Limits(most, List.of(), endOfText().stream().boxed().toList(), Overflow.TRUNCATE);
        Continuations generator = new Continuations(
                Decoder.of(model, DecoderFiles.MODEL),
                tokenizer,
                new SamplerChain(new SamplerChain.Config(List.of(), SamplerChain.Draw.MULTINOMIAL)),
                limits,
                PREVIEWS);
        int count = Math.min(PREVIEWS, samples.size());
        List<String> prompts = IntStream.range(0, count)
                .mapToObj(i -> tokenizer.decode(beginning(samples, i)))
                .toList();
        List<Continuation> continuations = generator.generate(
                prompts, IntStream.range(0, count).mapToObj(at::seed).toList());
        return new Text(IntStream.range(0, count)
                .mapToObj(i -> prompts.get(i) + continuations.get(i).text())
                .toList());
    }

    private int[] beginning(Tokens samples, int row) {
        int length = Math.toIntExact(samples.ids().dim(1));
        int[] ids = new int[Math.min(PROMPT, length)];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (int) samples.ids().longs().get(row * length + i);
        }
        return ids;
    }
}
