package dev.figment.train.optim;

import dev.figment.train.graph.Shape;
import dev.figment.train.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which parameters decay: those of rank 2 and more (matrices and kernels) whose path no pattern of {@code no-decay}
 * matches. Biases and the gains of norms have rank 1 and do not.
 */
public final class DecayGroups {
    private DecayGroups() {}

    /**
     * Parameters that share one update.
     *
     * @param name of the group: {@code all} where nothing decays, else {@code decay} or {@code no-decay}
     * @param optimizer with or without decay; its slots are the config's, its scalars some of the config's
     * @param parameters at least one, in the order given
     */
    public record Group(String name, OptimizerConfig optimizer, List<Parameter> parameters) {
        public Group {
            parameters = List.copyOf(parameters);
        }
    }

    /** The groups of some parameters, those that decay first; a group without parameters is left out. */
    public static List<Group> of(OptimizerConfig config, List<Parameter> parameters) {
        if (config.weightDecay() == 0) {
            return parameters.isEmpty() ? List.of() : List.of(new Group("all", config, parameters));
        }
        List<Parameter> decaying = new ArrayList<>();
        List<Parameter> others = new ArrayList<>();
        for (Parameter parameter : parameters) {
            boolean decays = decays(config, parameter.path(), parameter.value().shape());
            (decays ? decaying : others).add(parameter);
        }
        List<Group> groups = new ArrayList<>();
        if (!decaying.isEmpty()) {
            groups.add(new Group("decay", config, decaying));
        }
        if (!others.isEmpty()) {
            groups.add(new Group("no-decay", config.withoutDecay(), others));
        }
        return groups;
    }

    /** Whether the optimizer draws this parameter to zero. */
    public static boolean decays(OptimizerConfig config, String path, Shape shape) {
        return config.weightDecay() > 0
                && shape.rank() >= 2
                && config.noDecay().stream().map(DecayGroups::matching).noneMatch(pattern -> pattern.test(path));
    }

    /** A pattern of whole paths in which {@code *} stands for any characters, dots included. */
    private static Predicate<String> matching(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (String part : pattern.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.compile(regex.toString()).asMatchPredicate();
    }
}
