package dev.figment.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonSchemaTest {
    private static final String TEXT = JsonSchema.of(List.of(ExampleContributions.RUN, ExampleContributions.TRAIN));
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(TEXT, InputFormat.JSON);

    private static List<String> faults(String yaml) {
        return SCHEMA.validate(yaml, InputFormat.YAML).stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void isAValidSchema() {
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(meta.validate(TEXT, InputFormat.JSON)).isEmpty();
    }

    @Test
    void holdsDescriptionsDefaultsAndChoices() {
        JsonNode defs = JsonMapper.shared().readTree(TEXT).get("$defs");
        JsonNode layer = defs.get("record." + ExampleContributions.Layer.class.getName());
        assertThat(layer.at("/properties/width/description").stringValue()).isEqualTo("units");
        assertThat(layer.at("/properties/norm/default").stringValue()).isEqualTo("none");
        assertThat(layer.at("/properties/norm/anyOf/0/enum").toString()).isEqualTo("[\"none\",\"batch-norm\"]");
        JsonNode recipe = defs.get("recipe.vae");
        assertThat(recipe.get("description").stringValue()).isEqualTo("trains a VAE");
        assertThat(recipe.at("/properties/hidden/default").toString()).isEqualTo("[512,256]");
        assertThat(recipe.at("/properties/beta/default").doubleValue()).isEqualTo(1);
        assertThat(recipe.at("/properties/use/const").stringValue()).isEqualTo("vae");
        assertThat(defs.has("component.gan.partial")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ExampleContributions.MORPH,
                "steps: [ encode: x ]",
                "steps: [ interpolate ]",
                "{ components: , steps: [ { read-images: { from: x, size: '${env:SIZE}' } } ] }",
                "{ name: 12, seed: , device: 'cuda:1', steps: [ { encode: { with: 3 } } ] }",
                "{ components: { g: { use: gan, layers: [ 3, { width: 4, norm: batch-norm } ], last: { width: 1 } } }, steps: [ encode: g ] }",
                "{ recipe: { use: vae, latents: 16, beta: 4 }, data: 'data:mnist/train' }",
                "{ recipe: { use: vae, latents: 16 }, data: d, rule: { rate: 2 } }",
                "{ recipe: { use: vae, latents: 16 }, data: d, rule: { use: plain, rate: 2 } }",
                "{ recipe: { use: vae, latents: 16 }, data: d, rule: { use: heavy, mass: 2 } }",
                "{ recipe: { use: vae, latents: 16 }, data: d, rule: plain }",
                "{ recipe: { use: vae, latents: 16 }, data: d, rule: }",
                "{ extends: a.yaml, rule: { mass: 2 } }",
                "{ extends: a.yaml, rule: { use: heavy } }",
                "{ extends: a.yaml, seed: 3 }",
                "{ extends: [ a.yaml ], components: { g: { spectral: false, last: { norm: none } } } }",
                "{ extends: a.yaml, recipe: { beta: 4 } }",
            })
    void takesWhatTheBinderTakes(String yaml) {
        assertThat(faults(yaml)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seed: 3",
                "{ recipe: { use: vae, latents: 16 }, data: d, rule: { mass: 2 } }",
                "{ recipe: { use: vae, latents: 16 }, data: d, rule: { use: plain, mass: 2 } }",
                "{ recipe: { use: vae, latents: 16 }, data: d, rule: { use: heavy } }",
                "{ recipe: { use: vae, latents: 16 }, data: d, rule: { use: heavi, mass: 2 } }",
                "{ recipe: { use: vae, latents: 16 }, data: d, rule: light }",
                "{ extends: a.yaml, rule: { use: plain, mass: 2 } }",
                "{ sede: 3, steps: [ encode: x ] }",
                "{ seed: x, steps: [ encode: x ] }",
                "{ device: gpu, steps: [ encode: x ] }",
                "{ batch-size: 1.5, steps: [ encode: x ] }",
                "{ batch-size: 3000000000, steps: [ encode: x ] }",
                "steps: [ encod: x ]",
                "steps: [ encode ]",
                "steps: [ { encode: x, decode: x } ]",
                "steps: [ { encode: { wiht: x } } ]",
                "steps: [ { encode: } ]",
                "{ components: { d: { model: x } }, steps: [ encode: x ] }",
                "{ components: { d: { use: vea } }, steps: [ encode: x ] }",
                "{ components: { d: { use: vae } }, steps: [ encode: x ] }",
                "{ components: { d: { use: vae, model: x, layers: [] } }, steps: [ encode: x ] }",
                "{ components: { d: { use: gan, layers: [ { width: 1, norm: bach } ] } }, steps: [ encode: x ] }",
                "{ recipe: { use: vae }, data: x }",
                "{ recipe: { use: vae, latents: 1 } }",
                "{ extends: a.yaml, sede: 3 }",
                "{ extends: a.yaml, components: { g: { use: gan, spectrl: false } } }",
            })
    void refusesWhatTheBinderRefuses(String yaml) {
        assertThat(faults(yaml)).isNotEmpty();
    }

    @Test
    void describesSectionsForWhichNothingIsInstalled() {
        ConfigShape bare = new ConfigShape(
                ExampleContributions.Run.class, java.util.EnumSet.allOf(ConfigShape.Section.class), List.of());
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JsonSchema.of(List.of(bare)), InputFormat.JSON);
        assertThat(schema.validate("{ extends: x, seed: 3, components: {} }", InputFormat.YAML))
                .isEmpty();
        assertThat(schema.validate("{ extends: x, components: { x: { use: y } } }", InputFormat.YAML))
                .isNotEmpty();
        assertThat(schema.validate("{ extends: x, steps: [ x ] }", InputFormat.YAML))
                .isNotEmpty();
    }
}
