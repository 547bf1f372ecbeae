package dev.figment.cli;

import dev.figment.api.error.FigmentException;
import dev.figment.api.plugin.Contribution;
import dev.figment.core.config.ConfigShape;
import dev.figment.core.config.ConfigShape.Section;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.Problems;
import dev.figment.core.plugin.Catalog;
import dev.figment.core.wiring.Plan;
import dev.figment.core.wiring.RunConfig;
import dev.figment.core.wiring.Uses;
import dev.figment.train.loop.TrainConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a config is for. */
enum ConfigKind {
    /** {@code figment run}. */
    RUN("run", RunConfig.class, Set.of(Section.COMPONENTS, Section.STEPS)) {
        @Override
        Optional<Uses> check(Host host, MapNode document, Problems problems) {
            return Optional.ofNullable(host.plans().read(document, problems)).map(Plan::uses);
        }
    },
    /** {@code figment train}. */
    TRAINING("train", TrainConfig.class, Set.of(Section.RECIPE)) {
        @Override
        Optional<Uses> check(Host host, MapNode document, Problems problems) {
            return Optional.ofNullable(TrainPlan.read(host, document, problems))
                    .map(plan -> plan.recipe().uses());
        }
    };

    private final String command;
    private final Class<? extends Record> top;
    private final Set<Section> sections;

    ConfigKind(String command, Class<? extends Record> top, Set<Section> sections) {
        this.command = command;
        this.top = top;
        this.sections = sections;
    }

    static ConfigKind of(MapNode document) {
        return TrainPlan.isTraining(document) ? TRAINING : RUN;
    }

    /**
     * Refuses a config that is plainly of the other kind.
     *
     * @param file as the user calls it
     */
    void require(MapNode document, Path file) {
        String key = this == RUN ? TrainPlan.RECIPE : RunConfig.STEPS;
        boolean other = document.keys().contains(key)
                && sections.stream().noneMatch(section -> document.keys().contains(section.key()));
        if (other) {
            String wanted = this == RUN ? TRAINING.command : RUN.command;
            throw FigmentException.user(document.keyMark(key)
                    .problem(
                            "other-kind", "this config is for 'figment " + wanted + "', as its key '" + key + "' shows")
                    .fix("run: figment " + wanted + " " + file));
        }
    }

    /**
     * Finds everything that is wrong with a config of this kind, without running it.
     *
     * @return what it uses; empty where there are problems
     */
    abstract Optional<Uses> check(Host host, MapNode document, Problems problems);

    /** What configs of this kind look like with the plugins that are installed. */
    ConfigShape shape(Catalog catalog) {
        List<Contribution> contributions = Stream.of(Section.values())
                .flatMap(section -> catalog.entries(section.kind()).stream())
                .map(Catalog.Entry::contribution)
                .toList();
        return new ConfigShape(top, sections, contributions);
    }
}
