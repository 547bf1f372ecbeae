package dev.figment.plugin.gpt;

import dev.figment.api.plugin.Contribution;
import dev.figment.api.plugin.FigmentPlugin;
import dev.figment.plugin.gpt.measure.MeasureText;
import dev.figment.plugin.gpt.model.BeamSearch;
import dev.figment.plugin.gpt.model.Gpt;
import dev.figment.plugin.gpt.quantize.Quantize;
import dev.figment.plugin.gpt.sample.SamplerChain;
import dev.figment.plugin.gpt.tokenize.Bpe;
import dev.figment.plugin.gpt.tokenize.Bytes;
import dev.figment.plugin.gpt.tokenize.Chars;
import dev.figment.plugin.gpt.tokenize.LearnTokenizer;
import dev.figment.plugin.gpt.tokenize.TokenizerJson;
import dev.figment.plugin.gpt.train.GptRecipe;
import java.util.List;

/** What this plugin adds to Figment. */
public final class GptPlugin implements FigmentPlugin {
    @Override
    public List<Contribution> contributions() {
        return List.of(
                Contribution.component("gpt", "Continues texts, token by token", Gpt.class, Gpt.Config.class),
                Contribution.component(
                        "beam-search",
                        "Continues texts with the likeliest continuation it finds",
                        BeamSearch.class,
                        BeamSearch.Config.class),
                Contribution.component(
                        "sampler-chain",
                        "Chooses the next token: stages such as top-k and temperature, in order",
                        SamplerChain.class,
                        SamplerChain.Config.class),
                Contribution.component(
                        "chars", "A token for each character of a text", Chars.class, Chars.Config.class),
                Contribution.component("bytes", "A token for each byte of UTF-8", Bytes.class, Bytes.Config.class),
                Contribution.component(
                        "bpe",
                        "Byte-level byte-pair encoding, from files of tokens and merges",
                        Bpe.class,
                        Bpe.Config.class),
                Contribution.component(
                        "tokenizer-json",
                        "The tokenizer of a model's folder",
                        TokenizerJson.class,
                        TokenizerJson.Config.class),
                Contribution.step(
                        "learn-tokenizer",
                        "Learns from texts how to cut them into tokens, and writes tokenizer.json",
                        LearnTokenizer.class,
                        LearnTokenizer.Config.class),
                Contribution.step(
                        "measure-text",
                        "How well a decoder predicts texts, in nats for a token and bits for a byte",
                        MeasureText.class,
                        MeasureText.Config.class),
                Contribution.step(
                        "quantize",
                        "Writes a decoder with weights of few bits, and measures on texts what is lost",
                        Quantize.class,
                        Quantize.Config.class),
                Contribution.recipe(
                        "gpt",
                        "Pretrains a decoder-only transformer on texts",
                        GptRecipe.class,
                        GptRecipe.Config.class));
    }
}
