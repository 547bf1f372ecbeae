package dev.figment.core.config;

import dev.figment.api.plugin.Contribution;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schemas of records and of values, exactly as wide as what {@link RecordBinder} takes. */
final class TypeSchemas {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String VARIABLE = "\\$\\{env:[^}]*\\}";
    private static final String DEVICE = "^(auto|cpu|cuda(:[0-9]{1,3})?)$|" + VARIABLE;

    private final ObjectNode defs;
    private final Form form;

    /** What the records are read from. */
    enum Form {
        CONFIG,
        /** A config in which required keys may be left out. */
        PARTIAL_CONFIG,
        /** A document in which other keys are passed over and no variables are replaced: {@link RecordBinder#bindOpen}. */
        OPEN
    }

    /**
     * @param defs where shared schemas are collected
     */
    TypeSchemas(ObjectNode defs, Form form) {
        this.defs = defs;
        this.form = form;
    }

    private boolean isPartial() {
        return form == Form.PARTIAL_CONFIG;
    }

    /** Adds a required key to a map's schema. */
    void require(ObjectNode map, String key) {
        if (!isPartial()) {
            (map.get("required") instanceof ArrayNode required ? required : map.putArray("required")).add(key);
        }
    }

    /** The keys of a record as a closed map. */
    ObjectNode object(RecordShape shape) {
        ObjectNode object = JSON.objectNode().put("type", "object");
        if (!shape.description().isEmpty()) {
            object.put("description", shape.description());
        }
        ObjectNode properties = object.putObject("properties");
        for (RecordShape.Key key : shape.keys()) {
            properties.set(key.name(), property(key));
            if (key.required()) {
                require(object, key.name());
            }
        }
        return object.put("additionalProperties", form == Form.OPEN);
    }

    /** The keys of a contribution together with {@code use}. */
    ObjectNode contribution(Contribution contribution) {
        return defined(contribution.kind() + "." + contribution.name(), () -> {
            ObjectNode object = object(RecordShape.of(contribution.config()));
            object.put("description", contribution.description());
            ((ObjectNode) object.get("properties")).putObject(Use.KEY).put("const", contribution.name());
            return object;
        });
    }

    private ObjectNode property(RecordShape.Key key) {
        ObjectNode property = key.required() ? value(key.type()) : orNull(value(key.type()));
        if (!key.description().isEmpty()) {
            property.put("description", key.description());
        }
        RecordNodes.defaultOf(key, Mark.NOWHERE, new Problems())
                .ifPresent(node -> property.set("default", json(node, key.type())));
        return property;
    }

    ObjectNode value(ValueType type) {
        if (type instanceof ValueType.Whole whole) {
            return orVariable("integer").put("minimum", whole.least()).put("maximum", whole.most());
        }
        if (type instanceof ValueType.Real) {
            return orVariable("number");
        }
        if (type instanceof ValueType.Flag) {
            return orVariable("boolean");
        }
        if (type instanceof ValueType.Choice choice) {
            ObjectNode either = JSON.objectNode();
            ArrayNode alternatives = either.putArray("anyOf");
            ArrayNode constants = alternatives.addObject().putArray("enum");
            choice.constants().keySet().forEach(constants::add);
            alternatives.addObject().put("type", "string").put("pattern", VARIABLE);
            return either;
        }
        if (type instanceof ValueType.ListOf list) {
            ObjectNode array = JSON.objectNode().put("type", "array");
            array.set("items", value(list.item()));
            return array;
        }
        if (type instanceof ValueType.MapOf map) {
            ObjectNode object = JSON.objectNode().put("type", "object");
            object.set("additionalProperties", value(map.value()));
            return object;
        }
        if (type instanceof ValueType.Nested nested) {
            return nested(nested);
        }
        if (type instanceof ValueType.OneOf oneOf) {
            return oneOf(oneOf);
        }
        if (type == ValueType.Reference.DEVICE) {
            return JSON.objectNode().put("type", "string").put("pattern", DEVICE);
        }
        // Text may be written without quotes even where it looks like a number.
        ObjectNode text = JSON.objectNode();
        text.putArray("type").add("string").add("number").add("boolean");
        return text;
    }

    private ObjectNode nested(ValueType.Nested type) {
        RecordShape shape = type.shape();
        ObjectNode object = defined("record." + type.type().getName(), () -> object(shape));
        ObjectNode result = object;
        if (shape.shorthand().isPresent()) {
            result = JSON.objectNode();
            result.putArray("anyOf")
                    .add(object)
                    .add(value(shape.shorthand().get().type()));
        }
        return isPartial() || shape.keys().stream().noneMatch(RecordShape.Key::required) ? orNull(result) : result;
    }

    /** A map whose key {@code use} says which other keys there are, or that key's value alone. */
    private ObjectNode oneOf(ValueType.OneOf type) {
        ObjectNode object = defined("alternatives." + type.type().getName(), () -> alternatives(type));
        ObjectNode either = JSON.objectNode();
        ObjectNode names = either.putArray("anyOf").add(object).addObject();
        type.records().keySet().forEach(names.putArray("enum")::add);
        return isPartial() || type.byDefault().isPresent() ? orNull(either) : either;
    }

    private ObjectNode alternatives(ValueType.OneOf type) {
        ObjectNode choice = JSON.objectNode().put("type", "object");
        if (!type.description().isEmpty()) {
            choice.put("description", type.description());
        }
        if (type.byDefault().isEmpty()) {
            require(choice, Use.KEY);
        }
        ObjectNode use = choice.putObject("properties")
                .putObject(Use.KEY)
                .put("description", "which one; each has its own keys");
        type.byDefault().ifPresent(name -> use.put("default", name));
        ArrayNode names = use.putArray("enum");
        ArrayNode cases = choice.putArray("allOf");
        type.records().forEach((name, record) -> {
            names.add(name);
            ObjectNode when = JSON.objectNode();
            when.putObject("properties").putObject(Use.KEY).put("const", name);
            if (isPartial() || !type.byDefault().equals(Optional.of(name))) {
                when.putArray("required").add(Use.KEY);
            }
            ObjectNode branch = cases.addObject();
            branch.set("if", when);
            branch.set("then", defined("record." + record.getName(), () -> {
                ObjectNode object = object(RecordShape.of(record));
                ((ObjectNode) object.get("properties")).putObject(Use.KEY).put("const", name);
                return object;
            }));
        });
        if (type.byDefault().isPresent()) {
            names.addNull();
        }
        return choice;
    }

    /** A reference to a schema that stands among the definitions, made when it is first needed. */
    private ObjectNode defined(String name, Supplier<ObjectNode> schema) {
        String key = isPartial() ? name + ".partial" : name;
        if (!defs.has(key)) {
            defs.putObject(key);
            defs.set(key, schema.get());
        }
        return JSON.objectNode().put("$ref", "#/$defs/" + key);
    }

    private ObjectNode orVariable(String type) {
        ObjectNode scalar = JSON.objectNode();
        if (form == Form.OPEN) {
            return scalar.put("type", type);
        }
        scalar.putArray("type").add(type).add("string");
        return scalar.put("pattern", VARIABLE);
    }

    private static ObjectNode orNull(ObjectNode schema) {
        JsonNode type = schema.get("type");
        if (type instanceof ArrayNode types) {
            types.add("null");
            return schema;
        }
        if (type != null) {
            schema.putArray("type").add(type).add("null");
            return schema;
        }
        JsonNode nothing = JSON.objectNode().put("type", "null");
        if (!(schema.get("anyOf") instanceof ArrayNode alternatives)) {
            ObjectNode either = JSON.objectNode();
            either.putArray("anyOf").add(schema).add(nothing);
            return either;
        }
        if (!alternatives.get(alternatives.size() - 1).equals(nothing)) {
            alternatives.add(nothing);
        }
        return schema;
    }

    private static JsonNode json(Node node, ValueType type) {
        if (node instanceof ListNode list) {
            ValueType item = type instanceof ValueType.ListOf of ? of.item() : type;
            ArrayNode array = JSON.arrayNode();
            list.items().forEach(each -> array.add(json(each, item)));
            return array;
        }
        if (node instanceof MapNode map) {
            ObjectNode object = JSON.objectNode();
            map.entries().forEach((key, entry) -> object.set(key, json(entry.value(), type)));
            return object;
        }
        ScalarNode scalar = (ScalarNode) node;
        return switch (type instanceof ValueType.Text ? ScalarNode.Kind.TEXT : scalar.kind()) {
            case BOOLEAN -> JSON.booleanNode(scalar.text().equalsIgnoreCase("true"));
            case WHOLE, REAL -> number(scalar.text());
            default -> JSON.stringNode(scalar.text());
        };
    }

    private static JsonNode number(String text) {
        try {
            return JSON.numberNode(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return JSON.stringNode(text);
        }
    }
}
