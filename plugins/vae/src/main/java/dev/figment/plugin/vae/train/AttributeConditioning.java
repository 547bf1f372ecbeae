package dev.figment.plugin.vae.train;

import dev.figment.api.Annotated;
import dev.figment.api.Attribute;
import dev.figment.api.Attributed;
import dev.figment.api.Attributes;
import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Tensor;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.plugin.vae.model.AttributeMetadata;
import dev.figment.train.graph.Arithmetic;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.Map;

/**
 * The attributes of each image, as numbers of any range; the networks see each from 0, its least in the training data, to 1,
 * its greatest (y in Yan et al. 2016, Attribute2Image).
 *
 * @param attributes at least one, each with images that differ in it
 */
record AttributeConditioning(List<Attribute> attributes) implements Conditioning {
    /**
     * @param data what the attributes are of
     * @throws FigmentException if all images are alike in one of them
     */
    static AttributeConditioning of(List<Attribute> attributes, String data) {
        List<Problem> alike = attributes.stream()
                .filter(attribute -> attribute.least() == attribute.most())
                .map(attribute -> Problem.of(
                                "no-contrast",
                                data,
                                "all images have the same number in the column '" + attribute.name()
                                        + "', and an attribute is learned from images that differ in it")
                        .fix("leave it out of 'columns', or add images with another number"))
                .toList();
        if (!alike.isEmpty()) {
            throw FigmentException.user(alike);
        }
        return new AttributeConditioning(attributes);
    }

    @Override
    public int size() {
        return attributes.size();
    }

    @Override
    public Tensor of(Annotated<Images> batch) {
        return ((Attributes) ((Attributed<Images, ?>) batch).attributes()).values();
    }

    @Override
    public Value scaled(Value condition) {
        float[] least = new float[size()];
        float[] perUnit = new float[size()];
        for (int k = 0; k < size(); k++) {
            Attribute attribute = attributes.get(k);
            least[k] = attribute.least();
            perUnit[k] = 1 / (attribute.most() - attribute.least());
        }
        Graph graph = condition.graph();
        Value above = Arithmetic.sub(condition, graph.constant("least", Tensor.ofFloats(least, size())));
        return Arithmetic.mul(above, graph.constant("per-unit", Tensor.ofFloats(perUnit, size())));
    }

    /** Those given, twice. */
    @Override
    public Tensor shown(Tensor given) {
        Tensor twice = Tensor.allocate(ElementType.FLOAT32, 2 * given.dim(0), size());
        twice.floats().put(given.floats()).put(given.floats());
        return twice;
    }

    @Override
    public Map<String, String> metadata() {
        return AttributeMetadata.of(attributes);
    }
}
