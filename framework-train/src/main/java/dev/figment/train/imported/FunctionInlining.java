package dev.figment.train.imported;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.figment.train.graph.Renaming;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Replaces calls of a model's own functions by their nodes. */
final class FunctionInlining {
    /** Functions do not recurse; a file that says so is broken. */
    private static final int DEEPEST = 64;

    private final Map<String, FunctionProto> functions = new HashMap<>();
    private final String where;
    private int calls;

    private FunctionInlining(ModelProto model, String where) {
        model.getFunctionsList()
                .forEach(function -> functions.put(key(function.getDomain(), function.getName()), function));
        this.where = where;
    }

    static ModelProto apply(ModelProto model, String where) {
        if (model.getFunctionsCount() == 0) {
            return model;
        }
        FunctionInlining inlining = new FunctionInlining(model, where);
        ModelProto.Builder inlined = model.toBuilder().setGraph(inlining.graph(model.getGraph(), 0));
        for (FunctionProto function : model.getFunctionsList()) {
            function.getOpsetImportList().stream()
                    .filter(opset -> inlined.getOpsetImportList().stream()
                            .noneMatch(known -> known.getDomain().equals(opset.getDomain())))
                    .forEach(inlined::addOpsetImport);
        }
        return inlined.clearFunctions().build();
    }

    private static String key(String domain, String name) {
        return domain + "/" + name;
    }

    private GraphProto graph(GraphProto graph, int depth) {
        List<NodeProto> nodes = new ArrayList<>();
        graph.getNodeList().forEach(node -> nodes.addAll(node(node, depth)));
        return graph.toBuilder().clearNode().addAllNode(nodes).build();
    }

    private List<NodeProto> node(NodeProto node, int depth) {
        FunctionProto function = functions.get(key(node.getDomain(), node.getOpType()));
        if (function == null) {
            return List.of(withinSubgraphs(node, depth));
        }
        if (depth > DEEPEST) {
            throw FileProblems.broken(where, "its function '" + node.getOpType() + "' calls itself");
        }
        Map<String, String> names = new HashMap<>();
        bind(names, function.getInputList(), node.getInputList());
        bind(names, function.getOutputList(), node.getOutputList());
        String prefix = (node.getName().isEmpty() ? node.getOpType() : node.getName()) + "#" + calls++ + "/";
        Renaming renaming = new Renaming(name -> names.getOrDefault(name, prefix + name));
        List<NodeProto> body = new ArrayList<>();
        for (NodeProto inner : function.getNodeList()) {
            body.addAll(node(renaming.apply(withAttributes(inner, node)), depth + 1));
        }
        return body;
    }

    /** What the call leaves out is the empty name. */
    private static void bind(Map<String, String> names, List<String> formal, List<String> actual) {
        for (int i = 0; i < formal.size(); i++) {
            String given = i < actual.size() ? actual.get(i) : "";
            names.put(formal.get(i), given);
        }
    }

    /** The node with the call's attributes in place of references to them; one that the call does not give goes. */
    private static NodeProto withAttributes(NodeProto inner, NodeProto call) {
        NodeProto.Builder bound = inner.toBuilder().clearAttribute();
        for (AttributeProto attribute : inner.getAttributeList()) {
            if (attribute.getRefAttrName().isEmpty()) {
                AttributeProto.Builder kept = attribute.toBuilder();
                if (attribute.hasG()) {
                    kept.setG(withAttributes(attribute.getG(), call));
                }
                bound.addAttribute(kept);
            } else {
                call.getAttributeList().stream()
                        .filter(given -> given.getName().equals(attribute.getRefAttrName()))
                        .map(given -> given.toBuilder().setName(attribute.getName()))
                        .forEach(bound::addAttribute);
            }
        }
        return bound.build();
    }

    private static GraphProto withAttributes(GraphProto graph, NodeProto call) {
        GraphProto.Builder bound = graph.toBuilder().clearNode();
        graph.getNodeList().forEach(node -> bound.addNode(withAttributes(node, call)));
        return bound.build();
    }

    private NodeProto withinSubgraphs(NodeProto node, int depth) {
        NodeProto.Builder inlined = node.toBuilder();
        for (AttributeProto.Builder attribute : inlined.getAttributeBuilderList()) {
            if (attribute.hasG()) {
                attribute.setG(graph(attribute.getG(), depth));
            }
        }
        return inlined.build();
    }
}
