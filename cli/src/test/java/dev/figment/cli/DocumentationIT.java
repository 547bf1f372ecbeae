package dev.figment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.core.embed.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the documents say is so. */
class DocumentationIT {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    private final Path root = Path.of(System.getProperty("figment.root", ".."));

    @Test
    void referenceIsWhatTheSchemaSays(@TempDir Path folder) throws IOException {
        Workbench bench = new Workbench(folder);
        String reference = Reference.of(bench.succeeds("schema").out());
        Path made = Files.writeString(
                Files.createDirectories(root.resolve("cli/target")).resolve("reference.md"), reference);
        assertThat(root.resolve("docs/reference.md"))
                .as("docs/reference.md; what it should be is now in %s", made.normalize())
                .hasContent(reference);
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            for (MatchResult link :
                    LINK.matcher(Files.readString(page)).results().toList()) {
                String[] target = link.group(1).split("#", 2);
                if (target[0].startsWith("http")) {
                    continue;
                }
                Path file = target[0].isEmpty() ? page : page.resolveSibling(target[0]);
                if (!Files.exists(file) || (target.length > 1 && !anchors(file).contains(target[1]))) {
                    broken.add(root.relativize(page) + ": " + link.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void allPagesAreLinkedFromTheReadme() throws IOException {
        String readme = Files.readString(root.resolve("README.md"));
        assertThat(pages().stream()
                        .map(page -> root.relativize(page).toString().replace('\\', '/'))
                        .filter(page -> !page.equals("README.md")))
                .allSatisfy(page -> assertThat(readme).contains("](" + page + ")"));
    }

    @Test
    void zooPageHasTheNumbersOfTheCards(@TempDir Path folder) throws IOException {
        Installation figment = new Installation(folder)
                .variable("FIGMENT_ZOO", root.resolve("zoo").toString());
        String page = Files.readString(root.resolve("docs/zoo.md"));
        JsonNode models = new JsonMapper()
                .readTree(figment.run("zoo", "list", "--json").out())
                .get("models");
        assertThat(models.isEmpty()).isFalse();
        for (JsonNode model : models) {
            JsonNode metrics = model.get("card").get("evaluation").get("metrics");
            assertThat(metrics.properties())
                    .as(model.get("name").asString())
                    .isNotEmpty()
                    .allSatisfy(metric ->
                            assertThat(page).contains("| " + metric.getValue().asString()));
        }
    }

    @Test
    void readmeNamesAllCommands() throws IOException {
        String readme = Files.readString(root.resolve("README.md"));
        assertThat(Main.commandLine(Folders.ofProcess()).getSubcommands().keySet())
                .filteredOn(command -> !command.equals("help"))
                .isNotEmpty()
                .allSatisfy(command -> assertThat(readme).contains("`figment " + command));
    }

    private List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(root.resolve("README.md"), root.resolve("CHANGELOG.md")));
        try (Stream<Path> docs = Files.list(root.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    /** As GitHub makes them of headings. */
    private static List<String> anchors(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
