package dev.figment.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.config.DataRef;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.FigmentException.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataPathsTest {
    @TempDir
    Path base;

    private void files(String... names) throws IOException {
        for (String name : names) {
            Path file = base.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        }
    }

    /** What is found, relative to the base. */
    private List<String> find(String from) {
        return DataPaths.find(new DataRef(from, base), FileKind.IMAGE).stream()
                .map(path -> base.relativize(path).toString().replace('\\', '/'))
                .toList();
    }

    private void assertRefused(String from, String... messages) {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> find(from))
                .satisfies(e -> assertThat(e.getMessage()).contains(messages))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.USER));
    }

    @Test
    void takesTheImagesOfAFolderInNaturalOrder() throws IOException {
        files("d/10.png", "d/2.PNG", "d/1.jpeg", "d/notes.txt", "d/.hidden.png", "d/sub/3.png");
        assertThat(find("d")).containsExactly("d/1.jpeg", "d/2.PNG", "d/10.png");
        assertThat(find("./d/")).hasSize(3);
        assertThat(find(base.resolve("d").toString())).hasSize(3);
    }

    @Test
    void takesASingleFileWhateverItIsCalled() throws IOException {
        files("d/photo", "d/a[1].png");
        assertThat(find("d/photo")).containsExactly("d/photo");
        assertThat(find("d/a[1].png")).containsExactly("d/a[1].png");
        assertThat(find("d/../d/photo")).containsExactly("d/photo");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "d/*.png | d/1.png d/2.png d/10.png",
                "d/?.png | d/1.png d/2.png",
                "d/[13-9].png | d/1.png",
                "d/{1,x}.* | d/1.png d/x.jpg",
                "d/** | d/1.png d/2.png d/10.png d/e/4.png d/e/f/5.png d/x.jpg",
                "d/**.png | d/1.png d/2.png d/10.png d/e/4.png d/e/f/5.png",
                "d/*/*.png | d/e/4.png",
                "*/e/*.png | d/e/4.png"
            })
    void takesWhatAGlobMatches(String glob, String expected) throws IOException {
        files("d/1.png", "d/2.png", "d/10.png", "d/x.jpg", "d/e/4.png", "d/e/f/5.png");
        files("d/.thumbnails/6.png", "d/.7.png", "d/.git/objects/8.png");
        assertThat(find(glob)).containsExactly(expected.split(" "));
    }

    @Test
    void followsLinksToFoldersAndFiles() throws IOException {
        files("real/1.png", "more/2.png");
        Files.createSymbolicLink(base.resolve("link"), base.resolve("real"));
        Files.createSymbolicLink(base.resolve("real/3.png"), base.resolve("more/2.png"));
        Files.createSymbolicLink(base.resolve("real/sub"), base.resolve("more"));
        assertThat(find("link")).containsExactly("link/1.png", "link/3.png");
        assertThat(find("link/*.png")).containsExactly("link/1.png", "link/3.png");
        assertThat(find("link/**.png")).containsExactly("link/1.png", "link/3.png", "link/sub/2.png");
    }

    @Test
    void refusesALinkInACircle() throws IOException {
        files("d/1.png");
        Files.createSymbolicLink(base.resolve("d/self"), base.resolve("d"));
        assertRefused("d/**.png", "d/**.png: cannot list this: ", "has no links to itself");
        assertThat(find("d/*.png")).containsExactly("d/1.png");
    }

    @Test
    void saysWhatAFolderWithoutImagesHolds() throws IOException {
        Files.createDirectory(base.resolve("empty"));
        files("texts/a.txt", "texts/b.csv", "texts/sub/1.png");
        assertRefused(
                "empty", base.resolve("empty") + ": there is no image in this folder; it is empty", "name a folder");
        assertRefused(
                "texts", "it holds 1 folders and 2 other files: a.txt, b.csv, sub", "a glob such as 'texts/**.png'");
    }

    @Test
    void suggestsWhatIsThereInsteadOfWhatIsMissing() throws IOException {
        files("digits/1.png", "other/2.png");
        assertRefused("digit", base.resolve("digit") + ": there is no such file or folder", "did you mean 'digits'?");
        assertRefused("digits/l.png", "there is: 1.png");
        assertRefused("no/where/1.png", "the folder " + base.resolve("no/where") + " does not exist either");
        assertRefused("no/*.png", base.resolve("no") + ": there is no such file or folder");
    }

    @Test
    void refusesAGlobThatMatchesNothing() throws IOException {
        files("d/1.png", "d/e/2.gif");
        assertRefused("d/*.gif", "d/*.gif: no file matches this glob in " + base.resolve("d"), "'**' instead of '*'");
        assertRefused("d/**.bmp", "d/**.bmp: no file matches", "check the ending");
    }

    @Test
    void refusesWhatIsNoGlobAndNoPath() throws IOException {
        files("d/1.png");
        assertRefused("d/[1.png", "d/[1.png: this glob is not complete", "close each [");
        assertRefused("d/{1,2.png", "d/{1,2.png: this glob is not complete");
        assertRefused("d/\u0000.png", "this is no path", "name a file");
    }
}
