package dev.figment.core.plugin.scaffold;

import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.io.FileTree;
import dev.figment.core.io.WriteProblems;
import dev.figment.core.plugin.FigmentVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/** The project of a new plugin: a component that works, the contract test that it keeps to, a config, a pom. */
public final class Scaffold {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int LONGEST = 64;

    private final String name;
    private final Spi spi;
    private final Map<String, String> values = new LinkedHashMap<>();

    private Scaffold(String name, Spi spi, String packageName) {
        this.name = name;
        this.spi = spi;
        String type = type(name, spi);
        String step = "Measure" + type;
        values.put("name", name);
        values.put("Name", type);
        values.put("Step", step);
        values.put("package", packageName);
        values.put("path", packageName.replace('.', '/'));
        values.put("description", spi.description());
        values.put("figment", FigmentVersion.current());
        values.put("requires", requires(FigmentVersion.current()));
        String component = contribution("component", name, spi.description(), type);
        values.put(
                "contributions",
                spi.withStep()
                        ? component + ","
                                + contribution("step", "measure-" + name, "measures with '" + name + "'", step)
                        : component);
    }

    /**
     * A project.
     *
     * @param name the plugin's id and its component's name, in kebab-case
     * @param packageName the package of its classes; {@code org.example.NAME} where it is empty
     * @throws FigmentException if a name is none
     */
    public static Scaffold of(String name, Spi spi, Optional<String> packageName) {
        if (!NAME.matcher(name).matches() || name.length() > LONGEST || SourceVersion.isKeyword(name)) {
            throw FigmentException.user(Problem.of("wrong-name", name, "this is no name for a plugin")
                    .fix("use up to 64 lower-case letters, digits and single hyphens, beginning with a letter:"
                            + " my-encoder"));
        }
        String chosen = packageName.orElse("org.example." + name.replace("-", ""));
        if (!SourceVersion.isName(chosen)) {
            throw FigmentException.user(Problem.of("wrong-name", "--package " + chosen, "this is no name for a package")
                    .fix("write it as in Java: org.example.myencoder"));
        }
        return new Scaffold(name, spi, chosen);
    }

    /** A name for the class that the templates do not use for something else. */
    private static String type(String name, Spi spi) {
        StringBuilder type = new StringBuilder();
        for (String part : name.split("-", -1)) {
            type.append(Character.toUpperCase(part.charAt(0))).append(part, 1, part.length());
        }
        Pattern word = Pattern.compile("\\b" + type + "\\b");
        boolean taken = templates(spi).values().stream()
                .anyMatch(template -> word.matcher(Templates.read(template)).find());
        return taken ? type + "Component" : type.toString();
    }

    private static String contribution(String kind, String name, String description, String type) {
        String code = """
                Contribution.%s(
                        "%s", "%s", %s.class, %s.Config.class)""".formatted(kind, name, description, type, type);
        return "\n" + code.indent(16).stripTrailing();
    }

    /** This minor version: until 1.0.0 the next may change interfaces. */
    private static String requires(String version) {
        String[] parts = version.split("[.+-]", -1);
        int minor = Integer.parseInt(parts[1]);
        return ">=" + version + " & <" + parts[0] + "." + (minor + 1) + ".0";
    }

    /** The templates by the files that they become; the files' names have places too. */
    private static Map<String, String> templates(Spi spi) {
        Map<String, String> templates = new LinkedHashMap<>();
        templates.put("pom.xml", "pom.xml");
        templates.put("plugin.properties", "plugin.properties");
        templates.put("README.md", "README.md");
        templates.put(".gitignore", "gitignore");
        templates.put("NAME.yaml", spi.folder() + "/config.yaml");
        templates.put("src/main/resources/META-INF/extensions.idx", "extensions.idx");
        templates.put("src/main/java/PATH/TYPEPlugin.java", "Plugin.java");
        templates.put("src/main/java/PATH/TYPE.java", spi.folder() + "/Component.java");
        if (spi.withStep()) {
            templates.put("src/main/java/PATH/STEP.java", spi.folder() + "/Step.java");
        }
        templates.put("src/test/java/PATH/TYPETest.java", spi.folder() + "/Test.java");
        return templates;
    }

    /** The text of each file, by its path in the project. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        templates(spi)
                .forEach((file, template) -> files.put(
                        file.replace("NAME", name)
                                .replace("PATH", value("path"))
                                .replace("TYPE", value("Name"))
                                .replace("STEP", value("Step")),
                        Templates.fill(template, values)));
        return files;
    }

    private String value(String key) {
        return String.valueOf(values.get(key));
    }

    /**
     * Writes the project; the folder appears whole.
     *
     * @param folder must not exist, or be empty
     * @return the files, relative to the folder
     * @throws FigmentException if something is there already, or it cannot be written
     */
    public List<String> write(Path folder) {
        Path target = folder.toAbsolutePath().normalize();
        try {
            requireFree(target, folder);
            Path parent = target.getParent();
            if (parent == null) {
                throw taken(folder);
            }
            Files.createDirectories(parent);
            Path staged = Files.createTempDirectory(parent, "." + name + "-");
            try {
                for (Map.Entry<String, String> file : files().entrySet()) {
                    Path path = staged.resolve(file.getKey());
                    Files.createDirectories(path.getParent());
                    Files.writeString(path, file.getValue());
                }
                open(staged);
                Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                if (Files.exists(staged)) {
                    FileTree.delete(staged);
                }
            }
            return List.copyOf(files().keySet());
        } catch (IOException e) {
            throw WriteProblems.of(folder, e);
        }
    }

    /** Temporary folders are their owner's alone; this one is as any new folder. */
    private static void open(Path staged) throws IOException {
        Path like = Files.createDirectory(staged.resolve("target"));
        if (Files.getFileStore(staged).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(staged, Files.getPosixFilePermissions(like));
        }
        Files.delete(like);
    }

    private static void requireFree(Path target, Path folder) throws IOException {
        if (Files.isDirectory(target)) {
            try (Stream<Path> inside = Files.list(target)) {
                if (inside.findAny().isPresent()) {
                    throw taken(folder);
                }
            }
        } else if (Files.exists(target)) {
            throw taken(folder);
        }
    }

    private static FigmentException taken(Path folder) {
        return FigmentException.user(
                Problem.of("output-exists", folder.toString(), "there is something here already, which is left alone")
                        .fix("name another folder: --to FOLDER"));
    }
}
