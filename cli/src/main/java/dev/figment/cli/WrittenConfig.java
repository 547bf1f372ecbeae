package dev.figment.cli;

import dev.figment.core.config.ConfigReader;
import dev.figment.core.config.MapNode;
import dev.figment.core.config.Problems;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Configs that commands write themselves, for what is the plugins' business. */
final class WrittenConfig {
    private WrittenConfig() {}

    /** A config of these keys; JSON is YAML, too. */
    static MapNode of(Map<String, Object> keys, String command, Problems problems) {
        return ConfigReader.ofProcess()
                .parse(JsonMapper.shared().writeValueAsString(keys), "figment " + command, problems);
    }

    /** A pipeline of these steps on the CPU. */
    static MapNode pipeline(List<Map<String, Object>> steps, String command, Problems problems) {
        return of(Map.of("name", command, "device", "cpu", "steps", steps), command, problems);
    }
}
