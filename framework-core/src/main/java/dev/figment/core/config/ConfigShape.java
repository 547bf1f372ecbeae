package dev.figment.core.config;

import dev.figment.api.plugin.Contribution;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a whole config looks like: the keys of a record, and the sections that name contributions.
 *
 * @param top the keys that are no section
 * @param sections the sections that such a config may have
 * @param contributions what the sections can name; of any kind
 */
public record ConfigShape(Class<? extends Record> top, Set<Section> sections, List<Contribution> contributions) {
    /** A part of a config that names contributions. */
    public enum Section {
        /** A map of {@code name: { use: TYPE, … }}. */
        COMPONENTS("components", Contribution.COMPONENT),
        /** A list of {@code NAME: { … }}. */
        STEPS("steps", Contribution.STEP),
        /** One {@code { use: NAME, … }}. */
        RECIPE("recipe", Contribution.RECIPE);

        private final String key;
        private final String kind;

        Section(String key, String kind) {
            this.key = key;
            this.kind = kind;
        }

        /** The key at the top of the config. */
        public String key() {
            return key;
        }

        /** The kind of contribution that it names. */
        public String kind() {
            return kind;
        }
    }

    public ConfigShape {
        sections = sections.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(sections));
        contributions = List.copyOf(contributions);
    }

    /** The keys of all sections: what {@link RecordBinder} is to ignore when it reads the top record. */
    public Set<String> sectionKeys() {
        return sections.stream().map(Section::key).collect(Collectors.toUnmodifiableSet());
    }

    List<Contribution> contributions(Section section) {
        return contributions.stream()
                .filter(contribution -> contribution.kind().equals(section.kind()))
                .toList();
    }

    Optional<Contribution> find(Section section, String name) {
        return contributions(section).stream()
                .filter(contribution -> contribution.name().equals(name))
                .findFirst();
    }
}
