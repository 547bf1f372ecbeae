package dev.figment.api;

import dev.figment.api.error.FigmentException;
import java.util.List;

/**
 * The capability to draw samples of which attributes are asked for. It stands beside {@link Generator}, so that one component
 * can draw either of classes or of attributes, as its model does. Implementations are safe for use by several threads.
 *
 * @param <T> the medium that is generated
 */
public interface AttributeGenerator<T extends Batch> {
    /**
     * What can be asked for, at least one; a condition has a number for each. Numbers beyond those that the model was trained
     * with mean nothing to it.
     *
     * @throws FigmentException if the model draws by something else than attributes
     */
    List<Attribute> attributes();

    /**
     * Generates one sample for each row of the condition; all randomness of the one at index i comes from {@code at.seed(i)},
     * so that two conditions at one place give two samples of the same chance.
     *
     * @param condition of the attributes that {@link #attributes()} gives, in their order
     * @throws FigmentException if these are others
     */
    T generate(Attributes condition, Position at);
}
