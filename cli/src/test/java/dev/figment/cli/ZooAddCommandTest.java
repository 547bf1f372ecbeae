package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.figment.api.Tensor;
import dev.figment.core.zoo.Card;
import dev.figment.core.zoo.CardFile;
import dev.figment.train.loop.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class ZooAddCommandTest {
    private static final Map<String, String> METADATA = Map.ofEntries(
            Map.entry("config.name", "tiny"),
            Map.entry("config.seed", "7"),
            Map.entry("config.recipe.use", "example-coder"),
            Map.entry("config.recipe.hidden.0", "64"),
            Map.entry("config.recipe.hidden.1", "32"),
            Map.entry("config.data.train", "data:mnist/train"),
            Map.entry("data-digest.train", "sha256:00[0:10]"),
            Map.entry("data-digest.validation", "sha256:00[10:12]"),
            Map.entry("figment-version", "0.1.0"),
            Map.entry("validation.loss", "3.5"));

    @TempDir
    Path folder;

    private Installation figment;
    private Path run;

    @BeforeEach
    void train() throws IOException {
        figment = new Installation(folder).withExamplePlugin("example");
        run = folder.resolve("run");
        TinyModel.write(run.resolve("model"), 4, METADATA);
    }

    private Installation.Result add(String... options) {
        return figment.run(Stream.concat(
                        Stream.of("zoo", "add", run.toString(), "--task", "testing", "--summary", "A test: tiny"),
                        Stream.concat(Stream.of("--licence", "MIT"), Arrays.stream(options)))
                .toArray(String[]::new));
    }

    private Path entry(String name) {
        return folder.resolve("home/zoo").resolve(name);
    }

    private void refuses(Installation.Result result, String... words) throws IOException {
        assertThat(result.exit()).as(result.toString()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(words).doesNotContain("unforeseen");
        if (Files.exists(folder.resolve("home/zoo"))) {
            assertThat(folder.resolve("home/zoo")).isEmptyDirectory();
        }
    }

    @Test
    void theModelsFilesKnowHowTheyWereTrained() {
        Installation.Result result = add();
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).contains("tiny@1.0.0  (the model; a config uses it with model: \"zoo:tiny@1.0.0\")");
        Card card = CardFile.read(entry("tiny@1.0.0/card.yaml")).card();
        assertThat(card.use()).isEqualTo("example-coder");
        assertThat(card.plugin()).isEqualTo(new Card.Needs("example", ">=1.2.3 & <2.0.0"));
        assertThat(card.data().digest()).isEqualTo("sha256:00[0:10]");
        assertThat(card.data().name()).startsWith("MNIST");
        assertThat(card.data().source()).startsWith("https://");
        assertThat(card.evaluation().config()).isNull();
        assertThat(card.evaluation().metrics()).isEqualTo(Map.of("validation-loss", 3.5));
        assertThat(card.files())
                .containsOnlyKeys(
                        "decoder.onnx",
                        "encoder.onnx",
                        "train.yaml",
                        "decoder.golden.safetensors",
                        "encoder.golden.safetensors");
        assertThat(entry("tiny@1.0.0/train.yaml")).hasContent("""
                data:
                  train: data:mnist/train
                name: tiny
                recipe:
                  hidden: [64, 32]
                  use: example-coder
                seed: 7
                """);
    }

    @Test
    void whatWasAddedIsWhatItsCardSays() {
        assertThat(add().exit()).isZero();
        Installation.Result verified = figment.run("zoo", "verify", "tiny");
        assertThat(verified.exit()).as(verified.toString()).isZero();
        assertThat(verified.out())
                .contains("tiny 1.0.0: as its card says", "decoder.onnx  images", "encoder.onnx  mean");
        Installation.Result evaluated = figment.run("zoo", "evaluate", "tiny");
        assertThat(evaluated.exit()).isEqualTo(2);
        assertThat(evaluated.err()).contains("its card names no config that measures it");
    }

    @Test
    void namesAllThatNothingIsKnownOf() throws IOException {
        TinyModel.write(run.resolve("model"), 4, Map.of());
        refuses(
                figment.run("zoo", "add", run.toString()),
                "what it is called; add --as NAME",
                "add --task TEXT",
                "add --summary TEXT",
                "add --use TYPE",
                "add --licence SPDX",
                "add --data-name TEXT",
                "add --data-digest sha256:…");
        refuses(
                add(
                        "--as",
                        "t",
                        "--use",
                        "example-coder",
                        "--data-name",
                        "d",
                        "--data-source",
                        "s",
                        "--data-licence",
                        "l",
                        "--data-digest",
                        "sha256:0"),
                "which config trained it; add --training CONFIG");
    }

    @Test
    void versionsLieSideBySideAndNoneIsReplaced() throws IOException {
        assertThat(add("--limit", "first").exit()).isZero();
        byte[] before = Files.readAllBytes(entry("tiny@1.0.0/card.yaml"));
        Installation.Result again = add("--limit", "second");
        assertThat(again.exit()).isEqualTo(2);
        assertThat(again.err()).contains("there is a model tiny@1.0.0 already", "--as tiny@MAJOR.MINOR.PATCH");
        assertThat(entry("tiny@1.0.0/card.yaml")).hasBinaryContent(before);
        assertThat(add("--as", "tiny@1.0.1").exit()).isZero();
        assertThat(figment.run("zoo", "show", "tiny").out()).startsWith("tiny 1.0.1");
        assertThat(figment.run("zoo", "show", "tiny@1.0.0").out()).startsWith("tiny 1.0.0");
    }

    @Test
    void refusesAVersionThatComesWithFigment() throws IOException {
        TinyZoo.write(figment.zoo(), "tiny");
        refuses(add(), "there is a model tiny@1.0.0 already");
        assertThat(add("--to", folder.resolve("elsewhere").toString()).exit()).isZero();
        assertThat(folder.resolve("elsewhere/tiny@1.0.0/card.yaml")).exists();
    }

    @Test
    void aCardThatIsThereIsKept() throws IOException {
        Path source = TinyZoo.write(folder.resolve("source"), "tiny-digits");
        Files.writeString(source.resolve("notes.txt"), "Listed nowhere");
        Files.writeString(
                source.resolve("card.yaml"), Files.readString(source.resolve("card.yaml")) + "reviewed: yes\n");
        Installation.Result result = figment.run("zoo", "add", source.toString(), "--summary", "Other words", "--json");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(new JsonMapper().readTree(result.out()).get("version").asString())
                .isEqualTo("1.0.0");
        CardFile card = CardFile.read(entry("tiny-digits@1.0.0/card.yaml"));
        assertThat(card.card().summary()).isEqualTo("Other words");
        assertThat(card.card().plugin().id()).isEqualTo("vae");
        assertThat(card.card().evaluation().metrics()).containsEntry("brightness", 0.25);
        assertThat(card.card().golden()).containsOnlyKeys("encoder.onnx", "decoder.onnx");
        assertThat(card.card().files()).doesNotContainKey("notes.txt");
        assertThat(card.text()).contains("reviewed: yes");
        assertThat(entry("tiny-digits@1.0.0/notes.txt")).exists();
    }

    @Test
    void measuresWhereAConfigMeasures() throws IOException {
        Files.write(run.resolve("model/picture.png"), TinyImage.png(4, 51));
        Path config = figment.write(
                "measure.yaml", "name: m\nsteps: [ read-images: { from: picture.png }, measure-brightness: {} ]\n");
        Installation.Result result = add("--evaluation", config.toString());
        assertThat(result.exit()).as(result.err()).isZero();
        Card card = CardFile.read(entry("tiny@1.0.0/card.yaml")).card();
        assertThat(card.evaluation().config()).isEqualTo("evaluate.yaml");
        assertThat(card.evaluation().metrics().get("brightness")).isBetween(0.19, 0.21);
        assertThat(figment.run("zoo", "evaluate", "tiny").out()).contains("brightness  0.20000   0.20000");
    }

    @Test
    void aConfigIsWrittenAsItTakesEffect() throws IOException {
        figment.write("base.yaml", "name: base\nepochs: 3\n");
        Path config = figment.write("train.yaml", "extends: base.yaml\nname: tiny\n");
        assertThat(add("--training", config.toString()).exit()).isZero();
        assertThat(entry("tiny@1.0.0/train.yaml")).hasContent("name: tiny\nepochs: 3\n");
        assertThat(CardFile.read(entry("tiny@1.0.0/card.yaml")).card().training())
                .isEqualTo("train.yaml");
    }

    @Test
    void refusesAConfigThatIsNotThere() throws IOException {
        refuses(add("--training", folder.resolve("gone.yaml").toString()), "gone.yaml: there is no such file");
        refuses(add("--evaluation", folder.resolve("gone.yaml").toString()), "gone.yaml: there is no such file");
    }

    @Test
    void nothingAppearsWhereMeasuringFails() throws IOException {
        Path config = figment.write(
                "measure.yaml", "name: m\nsteps: [ read-images: { from: gone.png }, measure-brightness: {} ]\n");
        refuses(add("--evaluation", config.toString()), "gone.png");
    }

    @Test
    void takesGoldenInputsThatItIsGiven() throws IOException {
        Path inputs = folder.resolve("in.safetensors");
        new Safetensors(Map.of(), Map.of("latents", Tensor.ofFloats(new float[] {0.5f, -1}, 1, 2))).write(inputs);
        Installation.Result result = add("--golden-input", "decoder.onnx=" + inputs, "--absolute", "0.5");
        assertThat(result.exit()).as(result.err()).isZero();
        var run = GoldenFile.read(entry("tiny@1.0.0/decoder.golden.safetensors"));
        assertThat(run.inputs().get("latents").toFloatArray()).containsExactly(0.5f, -1);
        assertThat(run.outputs().get("images").toFloatArray()[1]).isEqualTo(-1);
        assertThat(CardFile.read(entry("tiny@1.0.0/card.yaml")).card().golden().get("decoder.onnx"))
                .isEqualTo(new Card.Golden("decoder.golden.safetensors", 0.5, 0.001));
    }

    @Test
    void refusesGoldenInputsOfAnotherModel() throws IOException {
        Path inputs = folder.resolve("in.safetensors");
        new Safetensors(Map.of(), Map.of("latent", Tensor.ofFloats(new float[2], 1, 2))).write(inputs);
        refuses(add("--golden-input", "decoder.onnx=" + inputs), "the model has no input 'latent'");
        refuses(add("--golden-input", "coder.onnx=" + inputs), "the model has no ONNX file 'coder.onnx'");
        refuses(add("--golden-input", "decoder.onnx=" + folder.resolve("gone")), "no whole safetensors file");
    }

    @Test
    void refusesToleranceAndNamesThatCardsDoNotHave() throws IOException {
        refuses(add("--absolute", "-1"), "absolute must be a number from 0");
        refuses(add("--as", "Not Kebab"), "name must be in kebab-case, not 'Not Kebab'");
        refuses(add("--as", "../evil"), "name must be in kebab-case, not '../evil'");
        refuses(add("--as", "tiny@1"), "version must be MAJOR.MINOR.PATCH");
        refuses(add("--use", "example-codr"), "did you mean 'example-coder'?");
    }

    @Test
    void refusesWhatIsNoModelsFolder() throws IOException {
        refuses(figment.run("zoo", "add", folder.resolve("gone").toString()), "there is no such folder");
        Path empty = Files.createDirectories(folder.resolve("empty"));
        refuses(figment.run("zoo", "add", empty.toString()), "there is no ONNX file in it");
        Files.createDirectories(run.resolve("model/more"));
        refuses(add(), "a model's files lie in one folder");
    }

    @Test
    void refusesAModelThatGivesSomethingElseEachTime() throws IOException {
        AttributeProto shape = AttributeProto.newBuilder()
                .setName("shape")
                .setType(AttributeProto.AttributeType.INTS)
                .addInts(3)
                .build();
        TypeProto.Tensor type = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                .setShape(TensorShapeProto.newBuilder()
                        .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(3)))
                .build();
        ModelProto random = ModelProto.newBuilder()
                .setIrVersion(8)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                .setGraph(GraphProto.newBuilder()
                        .setName("random")
                        .addNode(NodeProto.newBuilder()
                                .setOpType("RandomUniform")
                                .addAttribute(shape)
                                .addOutput("drawn"))
                        .addOutput(ValueInfoProto.newBuilder()
                                .setName("drawn")
                                .setType(TypeProto.newBuilder().setTensorType(type))))
                .build();
        Files.write(run.resolve("model/random.onnx"), random.toByteArray());
        refuses(add(), "random.onnx: the output 'drawn' is another each time");
    }

    @Test
    void refusesAModelThatDoesNotLoad() throws IOException {
        Files.writeString(run.resolve("model/decoder.onnx"), "onnx!");
        refuses(add(), "decoder.onnx: it is truncated, damaged, or no ONNX model");
    }
}
