package dev.figment.core.config;

import dev.figment.api.plugin.Contribution;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the JSON Schema (draft 2020-12) of whole configs, from which editors complete and check. A config that extends
 * another may leave out what is required, since the other may have it.
 */
public final class JsonSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ObjectNode defs = JSON.objectNode();

    private JsonSchema() {}

    /**
     * The schema of configs that look like one of these shapes.
     *
     * @param shapes at least one
     * @return JSON text, indented
     */
    public static String of(List<ConfigShape> shapes) {
        JsonSchema schema = new JsonSchema();
        ObjectNode root = begun("Figment config");
        if (shapes.size() == 1) {
            root.setAll(schema.config(shapes.get(0)));
        } else {
            ArrayNode alternatives = root.putArray("anyOf");
            shapes.forEach(shape -> alternatives.add(schema.config(shape)));
        }
        return schema.text(root);
    }

    /**
     * The schema of documents that {@link RecordBinder#bindOpen} reads.
     *
     * @return JSON text, indented
     */
    public static String ofOpen(Class<? extends Record> type, String title) {
        JsonSchema schema = new JsonSchema();
        ObjectNode root = begun(title);
        root.setAll(new TypeSchemas(schema.defs, TypeSchemas.Form.OPEN).object(RecordShape.of(type)));
        return schema.text(root);
    }

    private static ObjectNode begun(String title) {
        return JSON.objectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", title);
    }

    private String text(ObjectNode root) {
        root.set("$defs", defs);
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(root);
    }

    private ObjectNode config(ConfigShape shape) {
        ObjectNode extending = JSON.objectNode();
        extending.putArray("required").add("extends");
        ObjectNode config = JSON.objectNode().put("type", "object");
        config.set("if", extending);
        config.set("then", keys(shape, new TypeSchemas(defs, TypeSchemas.Form.PARTIAL_CONFIG)));
        config.set("else", keys(shape, new TypeSchemas(defs, TypeSchemas.Form.CONFIG)));
        return config;
    }

    private ObjectNode keys(ConfigShape shape, TypeSchemas types) {
        ObjectNode keys = types.object(RecordShape.of(shape.top()));
        ObjectNode properties = (ObjectNode) keys.get("properties");
        properties.set("extends", parents());
        if (shape.sections().contains(ConfigShape.Section.COMPONENTS)) {
            properties.set("components", components(shape, types));
        }
        if (shape.sections().contains(ConfigShape.Section.STEPS)) {
            properties.set("steps", steps(shape));
            types.require(keys, "steps");
        }
        if (shape.sections().contains(ConfigShape.Section.RECIPE)) {
            properties.set(
                    "recipe",
                    choice(shape.contributions(ConfigShape.Section.RECIPE), types)
                            .put("description", "How the model is trained, and what is trained"));
            types.require(keys, "recipe");
        }
        return keys;
    }

    private static ObjectNode parents() {
        ObjectNode parents = JSON.objectNode()
                .put("description", "Configs that this one changes: a path, or a list, relative to this file");
        parents.putArray("type").add("string").add("array").add("null");
        parents.set("items", JSON.objectNode().put("type", "string"));
        return parents;
    }

    private ObjectNode components(ConfigShape shape, TypeSchemas types) {
        ObjectNode components =
                JSON.objectNode().put("description", "Components by the name that steps refer to them with");
        components.putArray("type").add("object").add("null");
        components.set("additionalProperties", choice(shape.contributions(ConfigShape.Section.COMPONENTS), types));
        return components;
    }

    /** A map whose key {@code use} says which other keys there are. */
    private ObjectNode choice(List<Contribution> contributions, TypeSchemas types) {
        ObjectNode choice = JSON.objectNode().put("type", "object");
        types.require(choice, Use.KEY);
        ObjectNode use = JSON.objectNode().put("type", "string");
        choice.putObject("properties").set(Use.KEY, use);
        if (contributions.isEmpty()) {
            choice.set("not", JSON.objectNode());
            return choice;
        }
        ArrayNode names = use.putArray("oneOf");
        ArrayNode cases = choice.putArray("allOf");
        for (Contribution contribution : contributions) {
            ObjectNode named = JSON.objectNode().put("const", contribution.name());
            ObjectNode when = JSON.objectNode();
            when.putArray("required").add(Use.KEY);
            when.putObject("properties").set(Use.KEY, named);
            names.add(named.deepCopy().put("description", contribution.description()));
            ObjectNode branch = cases.addObject();
            branch.set("if", when);
            branch.set("then", types.contribution(contribution));
        }
        return choice;
    }

    /** Lists replace each other, so that steps are whole even in a config that extends another. */
    private ObjectNode steps(ConfigShape shape) {
        TypeSchemas types = new TypeSchemas(defs, TypeSchemas.Form.CONFIG);
        ObjectNode one = JSON.objectNode().put("type", "object");
        ObjectNode properties = one.putObject("properties");
        one.put("additionalProperties", false).put("minProperties", 1).put("maxProperties", 1);
        ArrayNode alone = JSON.arrayNode();
        for (Contribution step : shape.contributions(ConfigShape.Section.STEPS)) {
            properties.set(
                    step.name(),
                    types.value(new ValueType.Nested(step.config())).put("description", step.description()));
            if (RecordShape.of(step.config()).keys().stream().noneMatch(RecordShape.Key::required)) {
                alone.add(step.name());
            }
        }
        ObjectNode item = one;
        if (!alone.isEmpty()) {
            item = JSON.objectNode();
            item.putArray("anyOf").add(one).addObject().set("enum", alone);
        }
        ObjectNode steps = JSON.objectNode()
                .put(
                        "description",
                        "The pipeline: a source first, then what is done with what flows, one step after the other")
                .put("type", "array");
        steps.set("items", item);
        return steps;
    }
}
