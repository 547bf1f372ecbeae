package dev.figment.plugin.vae.model;

import dev.figment.api.Attribute;
import dev.figment.api.ElementType;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.api.model.Model;
import dev.figment.api.model.TensorSpec;
import java.util.List;

/**
 * Checks that a file of a model has the inputs and outputs that a component needs.
 *
 * @param model as the user named it
 * @param file of that model
 */
record Specs(String model, String file) {
    /**
     * @throws FigmentException if there is no such FLOAT32 input
     */
    TensorSpec input(Model of, String name, int rank) {
        return find(of.inputs(), "input", name, rank);
    }

    /**
     * @throws FigmentException if there is no such FLOAT32 output
     */
    TensorSpec output(Model of, String name, int rank) {
        return find(of.outputs(), "output", name, rank);
    }

    /**
     * @throws FigmentException if there are other inputs than so many
     */
    void requireInputs(Model of, int count) {
        if (of.inputs().size() != count) {
            throw misfit("model-input", file + " needs more than a model of this kind has: " + of.inputs());
        }
    }

    /**
     * The size of the second axis.
     *
     * @throws FigmentException if it is not fixed
     */
    int fixed(TensorSpec spec) {
        if (spec.shape().get(1) < 1) {
            throw misfit("model-shapes", file + " has " + spec + ", whose second dimension must be fixed");
        }
        return Math.toIntExact(spec.shape().get(1));
    }

    /**
     * The attributes that a file's metadata name; none where they name none.
     *
     * @param count how many the file takes
     * @throws FigmentException if it names another number of them, or they cannot be read
     */
    List<Attribute> attributes(Model of, int count) {
        try {
            List<Attribute> attributes = AttributeMetadata.read(of.metadata());
            if (attributes.isEmpty() || attributes.size() == count) {
                return attributes;
            }
            throw misfit(
                    "model-shapes",
                    file + " takes " + count + " numbers as its condition, and names " + attributes.size()
                            + " attributes");
        } catch (IllegalArgumentException e) {
            throw misfit("model-shapes", file + " does not say which attributes it takes: " + e.getMessage());
        }
    }

    private TensorSpec find(List<TensorSpec> specs, String kind, String name, int rank) {
        for (TensorSpec spec : specs) {
            if (spec.name().equals(name)
                    && spec.type() == ElementType.FLOAT32
                    && spec.shape().size() == rank) {
                return spec;
            }
        }
        throw misfit(
                "model-" + kind,
                file + " has no FLOAT32 " + kind + " '" + name + "' of " + rank + " dimensions; it has " + specs);
    }

    private FigmentException misfit(String code, String message) {
        return FigmentException.user(
                Problem.of(code, model, message).fix("use a model of this kind: 'figment zoo list' shows them"));
    }
}
