package dev.figment.plugin.gpt.constrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.Seed;
import dev.figment.api.config.InputPath;
import dev.figment.api.error.FigmentException;
import dev.figment.plugin.gpt.tokenize.PromptTokenizer;
import dev.figment.plugin.gpt.tokenize.TokenizerConfig;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TokenAutomatonTest {
    /** Merges across what a constraint divides: `":`, ` {`, letters, parts of characters. */
    private static final PromptTokenizer BPE = (PromptTokenizer) new TokenizerConfig.Bpe(320, List.of())
            .learn(List.of("{\"name\": \"Ann\", \"age\": 42}, [\"grün\", \"blau\", true, null] ".repeat(20)
                    + "the year 1984, 3.25e-7 and -12; ünïcödé 日本語 ".repeat(20)))
            .tokenizer();

    private static final int END = BPE.specialToken("<|endoftext|>").orElseThrow();

    @TempDir
    private Path folder;

    /** Any allowed token at random until the text ends. */
    private static String random(Constraint constraint, Seed seed, int most) {
        return random(TokenAutomaton.of(constraint, BPE), seed, most);
    }

    private static String random(TokenAutomaton automaton, Seed seed, int most) {
        Matching matching = new Matching(automaton, List.of(END));
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < most && !matching.isOver(); i++) {
            FloatBuffer logits = FloatBuffer.wrap(new float[BPE.vocabularySize()]);
            matching.restrict(logits, most - i);
            List<Integer> allowed = new ArrayList<>();
            for (int id = 0; id < logits.limit(); id++) {
                if (logits.get(id) == 0) {
                    allowed.add(id);
                }
            }
            int id = allowed.get((int) Long.remainderUnsigned(seed.bits(i), allowed.size()));
            if (id == END) {
                break;
            }
            matching.accept(id);
            ids.add(id);
        }
        return BPE.decode(ids.stream().mapToInt(Integer::intValue).toArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes|no|maybe",
                "\\d{4}-\\d{2}-\\d{2}",
                "[A-Z][a-z]+( [a-z]+){2,5}\\.",
                "(ab|c)*d?",
                "\"[^\"]*\"",
                "[日本語ü]{3}x",
                "^the year [0-9]+$",
                "(?:a|b)+\\+\\s\\w"
            })
    void whatComesOutMatches(String pattern) {
        Pattern java = Pattern.compile(pattern);
        TokenAutomaton automaton = TokenAutomaton.of(new Constraint.Regex(pattern), BPE);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String text = random(automaton, new Seed(i), 40);
            assertThat(java.matcher(text).matches()).as(text).isTrue();
            texts.add(text);
        }
        assertThat(texts.stream().distinct().count()).isGreaterThan(2);
    }

    @Test
    void aTextIsCompletedInTime() {
        for (int most = 3; most < 12; most++) {
            String text = random(new Constraint.Regex("\\([a-z]*\\)!"), new Seed(most), most);
            assertThat(text).matches("\\([a-z]*\\)!");
        }
    }

    /** Each token that may come is one after which some text matches, and each other one is not: checked character by character. */
    @Test
    void allAndOnlyTheTokensThatCanBeCompletedMayCome() {
        TokenAutomaton automaton = TokenAutomaton.of(new Constraint.Regex("(the|then|a) (year|yes)"), BPE);
        List<String> language = List.of("the year", "the yes", "then year", "then yes", "a year", "a yes");
        for (int id = 0; id < BPE.vocabularySize(); id++) {
            String token = new String(BPE.textBytes(id), StandardCharsets.UTF_8);
            boolean begins = !token.isEmpty() && language.stream().anyMatch(text -> text.startsWith(token));
            boolean allowed = false;
            for (int move : automaton.moves(0).ids()) {
                allowed |= move == id;
            }
            assertThat(allowed).as("'" + token + "'").isEqualTo(begins);
        }
    }

    private Constraint schema(String json) throws IOException {
        Path file = folder.resolve("schema.json");
        Files.writeString(file, json);
        return new Constraint.JsonSchema(new InputPath(file));
    }

    @Test
    void whatASchemaDescribesIsWritten() throws IOException {
        Constraint constraint = schema("""
                {"type": "object", "title": "A person",
                 "properties": {
                   "name": {"type": "string", "minLength": 1, "maxLength": 8},
                   "age": {"type": "integer"},
                   "mood": {"enum": ["good", "bad", null]},
                   "weights": {"type": "array", "items": {"type": "number"}, "minItems": 1, "maxItems": 3},
                   "code": {"type": "string", "pattern": "[A-Z]{2}[0-9]"},
                   "home": {"anyOf": [{"type": "null"}, {"type": "object", "properties": {"city": {"type": "string"}},
                            "required": ["city"]}]},
                   "sure": {"type": "boolean"},
                   "kind": {"const": "person \\"x\\""}},
                 "required": ["name", "mood", "kind"]}""");
        TokenAutomaton automaton = TokenAutomaton.of(constraint, BPE);
        boolean withAge = false;
        boolean withoutAge = false;
        for (int i = 0; i < 100; i++) {
            String text = random(automaton, new Seed(i), 300);
            JsonNode value = JsonMapper.shared().readTree(text);
            assertThat(value.get("name")
                            .asString()
                            .codePointCount(0, value.get("name").asString().length()))
                    .as(text)
                    .isBetween(1, 8);
            assertThat(value.get("mood").isNull()
                            || List.of("good", "bad").contains(value.get("mood").asString()))
                    .isTrue();
            assertThat(value.get("kind").asString()).isEqualTo("person \"x\"");
            assertThat(value.path("age").isMissingNode() || value.path("age").isIntegralNumber())
                    .isTrue();
            assertThat(value.path("weights").size()).isLessThanOrEqualTo(3);
            if (value.has("code")) {
                assertThat(value.get("code").asString()).matches("[A-Z]{2}[0-9]");
            }
            if (value.has("home") && !value.get("home").isNull()) {
                assertThat(value.get("home").get("city").isString()).isTrue();
            }
            withAge |= value.has("age");
            withoutAge |= !value.has("age");
        }
        assertThat(withAge && withoutAge).isTrue();
    }

    @Test
    void listsMayBeEmptyOrHaveAFixedLength() throws IOException {
        Constraint any = schema("{\"type\": \"array\", \"items\": {\"type\": \"null\"}}");
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            sizes.add(
                    JsonMapper.shared().readTree(random(any, new Seed(i), 200)).size());
        }
        assertThat(sizes).contains(0);
        Constraint two =
                schema("{\"type\": \"array\", \"items\": {\"type\": \"null\"}, \"minItems\": 2, \"maxItems\": 2}");
        assertThat(random(two, new Seed(1), 200).replace(" ", "")).isEqualTo("[null,null]");
        Constraint none = schema("{\"type\": \"array\", \"items\": {\"type\": \"null\"}, \"maxItems\": 0}");
        assertThat(random(none, new Seed(1), 200)).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"string\", \"format\": \"date\"}# 'format' is not known",
                "{\"type\": \"thing\"}# is none of [array, boolean",
                "{\"type\": \"object\", \"properties\": {\"a\": {\"$ref\": \"#\"}}}#/properties/a",
                "{\"type\": \"object\", \"required\": [\"b\"]}# 'b' is none of the properties",
                "{\"type\": \"array\", \"items\": {\"type\": \"null\"}, \"minItems\": -1}# a whole number",
                "{\"anyOf\": []}# no alternative",
                "[]# a schema is an object",
                "{\"type\"# this is no JSON"
            })
    void aSchemaThatIsNotKnownIsRefused(String caseOf) throws IOException {
        int split = caseOf.lastIndexOf("#");
        Constraint constraint = schema(caseOf.substring(0, split));
        assertThatThrownBy(() -> TokenAutomaton.of(constraint, BPE))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("schema.json")
                .hasMessageContaining(caseOf.substring(split + 1).strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a", "a(?=b)", "a\\b", "(a)\\1", "a^b", "[z-a]"})
    void anExpressionThatIsNoneIsRefused(String pattern) {
        assertThatThrownBy(() -> TokenAutomaton.of(new Constraint.Regex(pattern), BPE))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining(pattern);
    }

    @Test
    void aConstraintThatIsTooLargeIsRefused() {
        assertThatThrownBy(() -> TokenAutomaton.of(new Constraint.Regex("(.*a.{30}){30}"), BPE))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("too complex");
    }

    @Test
    void aVocabularyThatCannotWriteItSaysSo() {
        PromptTokenizer letters = (PromptTokenizer)
                new TokenizerConfig.Chars().learn(List.of("abc")).tokenizer();
        Matching matching = new Matching(TokenAutomaton.of(new Constraint.Regex("a1"), letters), List.of());
        matching.restrict(FloatBuffer.wrap(new float[3]), 5);
        matching.accept(letters.encode("a")[0]);
        assertThatThrownBy(() -> matching.restrict(FloatBuffer.wrap(new float[3]), 4))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("no token that the constraint allows");
    }

    @Test
    void textsOfTokensAreWhole() {
        String all = BPE.decode(BPE.encode("日本語 grün"));
        assertThat(java.util.Arrays.stream(BPE.encode("日本語 grün"))
                        .mapToObj(id -> new String(BPE.textBytes(id), StandardCharsets.ISO_8859_1))
                        .collect(Collectors.joining()))
                .isEqualTo(new String(all.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        assertThat(BPE.textBytes(END)).isEmpty();
    }
}
