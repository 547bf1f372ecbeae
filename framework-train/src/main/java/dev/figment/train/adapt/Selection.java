package dev.figment.train.adapt;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.train.imported.Imported;
import dev.figment.train.imported.Product;
import dev.figment.train.imported.Weight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds what patterns mean in a model; a pattern that means nothing is an error. */
final class Selection {
    private final Imported model;

    Selection(Imported model) {
        this.model = model;
    }

    /** The weights to train. */
    List<Weight> weights(Patterns patterns) {
        List<Weight> named = model.weights();
        for (String pattern : patterns.wanted()) {
            List<Weight> matching = named.stream()
                    .filter(weight -> Patterns.matches(pattern, weight.name()))
                    .toList();
            if (matching.isEmpty()) {
                throw unknown(
                        "unknown-weight",
                        "no weight of the model is called '" + pattern + "'",
                        pattern,
                        named.stream().map(Weight::name).toList());
            }
            if (matching.stream().noneMatch(weight -> trainable(weight, pattern))) {
                Weight first = matching.get(0);
                throw FigmentException.user(Problem.of(
                                "weight-not-trainable",
                                "",
                                "'" + pattern + "' names nothing that can be trained: " + first
                                        + (first.real()
                                                ? " only sets how an operator works"
                                                : " holds no real numbers"))
                        .fix("name weights of FLOAT, FLOAT16 or BFLOAT16, as 'Imported.weights()' lists them"));
            }
        }
        List<Weight> wanted = named.stream()
                .filter(weight -> !patterns.excludes(weight.name()))
                .filter(weight -> patterns.wanted().stream()
                        .anyMatch(pattern -> Patterns.matches(pattern, weight.name()) && trainable(weight, pattern)))
                .toList();
        if (wanted.isEmpty()) {
            throw FigmentException.user(
                    Problem.of("nothing-to-train", "", "the patterns " + patterns.patterns() + " leave no weight")
                            .fix("name some, '*' for all"));
        }
        return wanted;
    }

    /** Exporters write constants of formulas, such as √2, as tensors of rank 0: those have to be named. */
    private static boolean trainable(Weight weight, String pattern) {
        return weight.real()
                && !weight.setting()
                && (Patterns.isLiteral(pattern) || weight.shape().rank() > 0);
    }

    /** The matrix products to adapt, by weight. */
    Map<String, List<Product>> products(Patterns patterns) {
        List<Product> all = model.products().stream().filter(this::real).toList();
        for (String pattern : patterns.wanted()) {
            if (all.stream().noneMatch(product -> means(pattern, product))) {
                List<String> names = new ArrayList<>(new TreeSet<>(all.stream()
                        .flatMap(product -> Stream.of(product.weight(), product.node()))
                        .toList()));
                boolean weight = model.weights().stream().anyMatch(found -> Patterns.matches(pattern, found.name()));
                throw unknown(
                        "no-matrix-product",
                        weight
                                ? "'" + pattern
                                        + "' is no weight of a matrix product (MatMul, Gemm), and only those have"
                                        + " adapters"
                                : "no matrix product with a weight is called '" + pattern + "'",
                        pattern,
                        names);
            }
        }
        Map<String, List<Product>> wanted = new LinkedHashMap<>();
        all.stream()
                .filter(product -> patterns.matches(product.weight()) || patterns.matches(product.node()))
                .filter(product -> !patterns.excludes(product.weight()) && !patterns.excludes(product.node()))
                .forEach(product -> wanted.computeIfAbsent(product.weight(), weight -> new ArrayList<>())
                        .add(product));
        if (wanted.isEmpty()) {
            throw FigmentException.user(Problem.of(
                            "nothing-to-train", "", "the patterns " + patterns.patterns() + " leave no matrix product")
                    .fix("name some, '*' for all"));
        }
        return wanted;
    }

    private boolean real(Product product) {
        return model.weight(product.weight()).map(Weight::real).orElse(false);
    }

    private static boolean means(String pattern, Product product) {
        return Patterns.matches(pattern, product.weight()) || Patterns.matches(pattern, product.node());
    }

    private FigmentException unknown(String code, String message, String asked, List<String> options) {
        return FigmentException.user(Problem.of(code, "", message).suggesting(asked, options));
    }
}
