package dev.figment.train.imported;

import dev.figment.train.graph.Value;
import java.util.Optional;

/** What takes the place of an imported model's frozen weights while it is put into a graph. */
public interface Substitution {
    /** Nothing: all weights stay as they are, as constants. */
    Substitution NONE = new Substitution() {};

    /** The value to use for a weight, of its shape and FLOAT32; empty where the weight stays a constant. */
    default Optional<Value> weight(Weight weight) {
        return Optional.empty();
    }

    /**
     * What is added to a matrix product.
     *
     * @param other the operand that is not the weight, transposed where the node says so; a matrix or a stack of them
     * @return of the product's shape; empty for nothing
     */
    default Optional<Value> addition(Product product, Value other) {
        return Optional.empty();
    }
}
