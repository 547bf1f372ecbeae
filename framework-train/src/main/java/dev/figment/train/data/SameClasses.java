package dev.figment.train.data;

import dev.figment.api.Batch;
import dev.figment.api.Labelled;
import dev.figment.api.Labels;
import dev.figment.api.data.Dataset;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import java.util.List;

/** Remembers the classes of training data, and refuses data of others: their numbers would mean something else. */
public final class SameClasses {
    private List<String> classes = List.of();

    /**
     * The same data.
     *
     * @throws FigmentException if it has other classes than the data of the first call
     */
    public <T extends Batch> Dataset<Labelled<T>> require(Dataset<Labelled<T>> data) {
        require(data.read(new int[] {0}).labels(), data.name());
        return data;
    }

    /**
     * As {@link #require(Dataset)}, of some labels of the data.
     *
     * @param name of the data
     */
    public void require(Labels labels, String name) {
        List<String> found = labels.classes();
        if (classes.isEmpty()) {
            classes = found;
        } else if (!classes.equals(found)) {
            throw FigmentException.user(Problem.of(
                            "labels-differ",
                            name,
                            "the training data has the classes " + classes + ", and this has " + found)
                    .fix("give both the same classes, of the same names"));
        }
    }

    /**
     * The classes.
     *
     * @param recipe that needs several
     * @throws FigmentException if there are fewer than two
     */
    public List<String> requireSeveral(String recipe, String data) {
        if (classes.size() < 2) {
            throw FigmentException.user(Problem.of(
                            "one-class",
                            data,
                            "the recipe " + recipe + " needs samples of two classes at least, and there is " + classes)
                    .fix("give data with a folder for each class"));
        }
        return classes;
    }
}
