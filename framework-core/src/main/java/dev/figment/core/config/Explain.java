package dev.figment.core.config;

import java.util.List;
import java.util.stream.Collectors;

/** Prints a config as YAML in which a comment says of each value where it came from. */
public final class Explain {
    /** Comments stand in one column as long as values are not wider than this. */
    private static final int WIDEST = 64;

    private Explain() {}

    /**
     * The effective config with the defaults of keys that are left out. It is YAML and reads back as the same config.
     *
     * @param config as {@link ConfigReader} gives it
     */
    public static String text(MapNode config, ConfigShape shape) {
        return text(new Defaults(new Problems()).filled(config, shape));
    }

    /** The nodes alone, without defaults. */
    public static String text(MapNode config) {
        List<YamlLines.Line> lines = YamlLines.of(config);
        int column = lines.stream()
                .filter(line -> !line.origin().isEmpty())
                .mapToInt(line -> line.text().length())
                .filter(width -> width <= WIDEST)
                .max()
                .orElse(0);
        return lines.stream()
                .map(line -> line.origin().isEmpty()
                        ? line.text()
                        : line.text()
                                + " ".repeat(Math.max(0, column - line.text().length())) + "  # " + line.origin())
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
