package dev.figment.plugin.vae.train;

import dev.figment.api.Annotated;
import dev.figment.api.ElementType;
import dev.figment.api.Images;
import dev.figment.api.Labelled;
import dev.figment.api.Tensor;
import dev.figment.plugin.vae.model.CoderFiles;
import dev.figment.plugin.vae.model.Condition;
import dev.figment.train.graph.Value;
import java.util.List;
import java.util.Map;

/**
 * The class of each image: 1 for it, 0 for the others.
 *
 * @param classes their names, at least two
 */
record ClassConditioning(List<String> classes) implements Conditioning {
    @Override
    public int size() {
        return classes.size();
    }

    @Override
    public Tensor of(Annotated<Images> batch) {
        return Condition.of(((Labelled<Images>) batch).labels(), size());
    }

    @Override
    public Value scaled(Value condition) {
        return condition;
    }

    /** Four rows, each with one of each class in turn. */
    @Override
    public Tensor shown(Tensor given) {
        int count = 4 * size();
        Tensor inTurn = Tensor.allocate(ElementType.FLOAT32, count, size());
        for (int i = 0; i < count; i++) {
            inTurn.rows(i, i + 1).floats().put(i % size(), 1);
        }
        return inTurn;
    }

    @Override
    public Map<String, String> metadata() {
        return Map.of(CoderFiles.CLASSES, String.join("\n", classes));
    }
}
