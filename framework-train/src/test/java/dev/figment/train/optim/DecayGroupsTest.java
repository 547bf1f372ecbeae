package dev.figment.train.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.train.graph.Graph;
import dev.figment.train.nn.Init;
import dev.figment.train.nn.Parameter;
import dev.figment.train.nn.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecayGroupsTest {
    private static List<Parameter> network() {
        Scope scope = Scope.training(new Graph("network"));
        scope.child("token-embedding").parameter("weight", Init.normal(1), 5, 2);
        scope.child("block.0").parameter("weight", Init.normal(1), 2, 2);
        scope.child("block.0").parameter("bias", Init.constant(0), 2);
        scope.child("norm").parameter("gain", Init.constant(1), 2);
        scope.child("head").parameter("weight", Init.normal(1), 4, 2, 3);
        scope.child("head").parameter("temperature", Init.constant(1));
        return List.copyOf(scope.parameters());
    }

    private static OptimizerConfig adamw(double decay, String... noDecay) {
        return new Adamw(1e-3, 0.9, 0.999, 1e-8, decay, List.of(noDecay), 0);
    }

    private static List<String> paths(DecayGroups.Group group) {
        return group.parameters().stream().map(Parameter::path).toList();
    }

    @Test
    void matricesAndKernelsDecayExceptForThoseThatAPatternNames() {
        List<DecayGroups.Group> groups = DecayGroups.of(adamw(0.1, "*embedding*"), network());
        assertThat(groups).extracting(DecayGroups.Group::name).containsExactly("decay", "no-decay");
        assertThat(paths(groups.get(0))).containsExactly("block.0.weight", "head.weight");
        assertThat(paths(groups.get(1)))
                .containsExactly("token-embedding.weight", "block.0.bias", "norm.gain", "head.temperature");
        assertThat(groups.get(0).optimizer().weightDecay()).isEqualTo(0.1);
        assertThat(groups.get(1).optimizer().weightDecay()).isZero();
    }

    @Test
    void aPatternIsOfTheWholePathAndItsDotsAreDots() {
        assertThat(paths(DecayGroups.of(adamw(0.1, "block", "head*", "token?embedding.weight"), network())
                        .get(0)))
                .containsExactly("token-embedding.weight", "block.0.weight");
        assertThat(paths(DecayGroups.of(adamw(0.1, "block.*.weight", "headaweight"), network())
                        .get(0)))
                .containsExactly("token-embedding.weight", "head.weight");
    }

    @Test
    void withoutDecayThereIsOneGroup() {
        assertThat(DecayGroups.of(adamw(0), network()))
                .extracting(DecayGroups.Group::name)
                .containsExactly("all");
        assertThat(DecayGroups.of(OptimizerConfig.adam(1e-3), network()))
                .singleElement()
                .satisfies(group -> assertThat(paths(group)).hasSize(6));
    }

    @Test
    void aGroupThatWouldBeEmptyIsLeftOut() {
        assertThat(DecayGroups.of(adamw(0.1, "*"), network()))
                .extracting(DecayGroups.Group::name)
                .containsExactly("no-decay");
        assertThat(DecayGroups.of(adamw(0.1), network().subList(0, 2)))
                .extracting(DecayGroups.Group::name)
                .containsExactly("decay");
        assertThat(DecayGroups.of(adamw(0), List.of())).isEmpty();
    }
}
