package dev.figment.train.imported;

import ai.onnx.proto.OnnxMl.AttributeProto;
import dev.figment.train.graph.Attributes;
import dev.figment.train.graph.Operator;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The converter of an operator that stands in a graph just as in a file. */
record DirectConverter(Operator operator) implements Converter {
    @Override
    public List<Value> convert(Call call) {
        Map<String, Object> attributes = new TreeMap<>();
        call.attributes().forEach(attribute -> attributes.put(attribute.getName(), value(attribute)));
        return call.graph()
                .node(operator, new Attributes(attributes), call.values())
                .outputs();
    }

    private static Object value(AttributeProto attribute) {
        return switch (attribute.getType()) {
            case INT -> attribute.getI();
            case FLOAT -> attribute.getF();
            case STRING -> attribute.getS().toStringUtf8();
            case INTS -> attribute.getIntsList();
            default -> throw new Unfit("the attribute " + attribute.getName());
        };
    }
}
