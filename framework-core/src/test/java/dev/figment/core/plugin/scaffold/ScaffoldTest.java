package dev.figment.core.plugin.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.error.FigmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScaffoldTest {
    @TempDir
    Path temp;

    private static Scaffold scaffold(String name, Spi spi) {
        return Scaffold.of(name, spi, Optional.empty());
    }

    @ParameterizedTest
    @EnumSource
    void writesAProjectWithNothingLeftToFillIn(Spi spi) throws IOException {
        Path folder = temp.resolve("a/my-part");
        assertThat(scaffold("my-part", spi).write(folder))
                .contains(
                        "pom.xml",
                        "my-part.yaml",
                        "src/main/java/org/example/mypart/MyPart.java",
                        "src/test/java/org/example/mypart/MyPartTest.java")
                .allSatisfy(file -> assertThat(folder.resolve(file)).content().doesNotContain("{{", "}}"));
        assertThat(folder.resolve("src/main/resources/META-INF/extensions.idx"))
                .hasContent("org.example.mypart.MyPartPlugin");
        assertThat(temp.resolve("a")).isDirectoryNotContaining("glob:**/.my-part*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "My-Part", "my_part", "my--part", "-part", "1part", "../part", "class", "null"})
    void refusesNamesThatAreNone(String name) {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> scaffold(name, Spi.ENCODER))
                .withMessageContaining("this is no name for a plugin");
    }

    @Test
    void refusesPackagesThatAreNone() {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> Scaffold.of("part", Spi.ENCODER, Optional.of("org.class")))
                .withMessageContaining("--package org.class: this is no name for a package");
        assertThat(Scaffold.of("part", Spi.ENCODER, Optional.of("com.acme")).files())
                .containsKey("src/main/java/com/acme/Part.java");
    }

    @Test
    void refusesAnUnknownInterface() {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> Spi.of("Encodr"))
                .withMessageContaining("there is: Decoder, Discriminator, Encoder")
                .withMessageContaining("did you mean 'Encoder'?");
        assertThat(Spi.of("encoder")).isEqualTo(Spi.ENCODER);
    }

    @Test
    void leavesAloneWhatIsThere() throws IOException {
        Path file = Files.writeString(temp.resolve("part"), "mine");
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> scaffold("part", Spi.ENCODER).write(file))
                .withMessageContaining("there is something here already");
        Path folder = Files.createDirectories(temp.resolve("full"));
        Files.writeString(folder.resolve("mine"), "mine");
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> scaffold("part", Spi.ENCODER).write(folder))
                .withMessageContaining("--to FOLDER");
        assertThat(temp).isDirectoryNotContaining("glob:**/.part*");
        scaffold("part", Spi.ENCODER).write(Files.createDirectories(temp.resolve("empty")));
        assertThat(temp.resolve("empty/pom.xml")).exists();
    }

    @Test
    void givesAClassAnotherNameThanWhatItUses() {
        assertThat(scaffold("encoder", Spi.ENCODER).files())
                .containsKey("src/main/java/org/example/encoder/EncoderComponent.java");
        assertThat(scaffold("config", Spi.SAMPLER).files())
                .containsKey("src/main/java/org/example/config/ConfigComponent.java");
    }

    @Test
    void usesTheMavenPluginsOfFigment() throws IOException {
        String own = Files.readString(Path.of("../pom.xml"));
        Pattern plugin = Pattern.compile("<artifactId>(maven-\\w+-plugin)</artifactId>\\s*<version>([^<]+)</version>");
        assertThat(plugin.matcher(scaffold("part", Spi.ENCODER).files().get("pom.xml"))
                        .results())
                .hasSize(5)
                .allSatisfy(match -> assertThat(own)
                        .containsPattern("<artifactId>" + match.group(1) + "</artifactId>\\s*<version>"
                                + Pattern.quote(match.group(2)) + "</version>"));
    }
}
