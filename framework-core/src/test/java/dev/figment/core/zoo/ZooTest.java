package dev.figment.core.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.config.ModelRef;
import dev.figment.api.error.FigmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZooTest {
    @TempDir
    Path temp;

    private Zoo zoo;

    @BeforeEach
    void makeModel() throws IOException {
        TinyCard.write(temp.resolve("zoo/tiny-vae"), "tiny-vae", "1.2.0");
        zoo = Zoo.of(List.of(temp.resolve("zoo"), temp.resolve("nowhere")), temp.resolve("cache"));
    }

    private ModelRef ref(String text) {
        return new ModelRef(text, temp);
    }

    private Path rewriteCard(String what, String with) throws IOException {
        Path card = temp.resolve("zoo/tiny-vae/card.yaml");
        String text = Files.readString(card);
        assertThat(text).contains(what);
        return Files.writeString(card, text.replace(what, with));
    }

    @Test
    void findsAModelByName() {
        ZooModel model = zoo.resolve(ref("zoo:tiny-vae"));
        Card card = model.card().orElseThrow();
        assertThat(card.use()).isEqualTo("vae");
        assertThat(card.plugin()).isEqualTo(new Card.Needs("vae", ">=0.1"));
        assertThat(card.evaluation().metrics()).containsEntry("KL (nats)", 21.5);
        assertThat(card.size()).isEqualTo(5);
        assertThat(zoo.resolve(ref("zoo:tiny-vae@1.2.0"))).isEqualTo(model);
    }

    @Test
    void findsAModelByPath() throws IOException {
        assertThat(zoo.resolve(ref("zoo/tiny-vae")).card()).isPresent();
        Path bare = Files.createDirectories(temp.resolve("runs/mine"));
        Files.writeString(bare.resolve("encoder.onnx"), "anything");
        assertThat(zoo.resolve(ref("runs/mine")).card()).isEmpty();
        assertThat(zoo.locate(ref("runs/mine"), "encoder.onnx")).isEqualTo(bare.resolve("encoder.onnx"));
    }

    @Test
    void findsAFileWhereverTheZooIsNamedFrom() {
        Zoo dotted = Zoo.of(List.of(temp.resolve("./zoo/../zoo")), temp.resolve("cache"));
        assertThat(dotted.locate(ref("zoo:tiny-vae"), "encoder.onnx"))
                .isEqualTo(temp.resolve("zoo/tiny-vae/encoder.onnx"));
    }

    @Test
    void suggestsTheNearestModel() {
        assertThatThrownBy(() -> zoo.resolve(ref("zoo:tiny-vea")))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("there is no model 'tiny-vea' in the zoo")
                .hasMessageContaining("did you mean 'tiny-vae'?")
                .hasMessageContaining("figment zoo list");
        assertThatThrownBy(() -> zoo.resolve(ref("tiny-vae"))).hasMessageContaining("did you mean 'zoo:tiny-vae'?");
        assertThatThrownBy(() -> zoo.resolve(ref("zoo/tiny-vae/card.yaml"))).hasMessageContaining("it is a file");
    }

    @Test
    void saysWhichVersionsThereAre() throws IOException {
        TinyCard.write(temp.resolve("older/tiny-vae"), "tiny-vae", "1.0.0");
        Zoo both = Zoo.of(List.of(temp.resolve("zoo"), temp.resolve("older")), temp.resolve("cache"));
        assertThat(both.resolve(ref("zoo:tiny-vae@1.0.0")).folder()).isEqualTo(temp.resolve("older/tiny-vae"));
        assertThatThrownBy(() -> both.resolve(ref("zoo:tiny-vae@2.0.0")))
                .hasMessageContaining("has no version '2.0.0'; there is: 1.0.0, 1.2.0");
    }

    @Test
    void namesDoNotLeadOutOfTheZoo() throws IOException {
        TinyCard.write(temp.resolve("outside"), "outside", "1.0.0");
        assertThatThrownBy(() -> zoo.resolve(ref("zoo:../outside"))).hasMessageContaining("there is no model");
        assertThatThrownBy(() -> zoo.locate(ref("zoo:tiny-vae"), "../../outside/encoder.onnx"))
                .hasMessageContaining("has no file");
    }

    @Test
    void refusesFilesOutsideOfTheFolderInACard() throws IOException {
        for (String evil : List.of("../x.onnx", "/x.onnx", "a/../../x.onnx", "a\\\\x.onnx", "C:x.onnx")) {
            TinyCard.write(temp.resolve("zoo/tiny-vae"), "tiny-vae", "1.2.0");
            rewriteCard("encoder.onnx:", "\"" + evil + "\":");
            assertThatThrownBy(() -> zoo.resolve(ref("zoo:tiny-vae")))
                    .hasMessageContaining("within the model's folder");
        }
    }

    @Test
    void reportsEveryProblemOfACardWithItsPlace() throws IOException {
        rewriteCard("task:", "tusk:");
        rewriteCard("version: 1.2.0", "version: [1]");
        assertThatThrownBy(() -> zoo.resolve(ref("zoo:tiny-vae")))
                .hasMessageContaining("card.yaml:3:1")
                .hasMessageContaining("unknown key 'tusk'")
                .hasMessageContaining("card.yaml:2:");
        assertThat(zoo.list()).singleElement().satisfies(listed -> {
            assertThat(listed.card()).isEmpty();
            assertThat(listed.problems()).isNotEmpty();
        });
    }

    @Test
    void refusesARangeOfVersionsThatIsNone() throws IOException {
        rewriteCard("\">=0.1\"", "\"newest\"");
        assertThatThrownBy(() -> zoo.resolve(ref("zoo:tiny-vae")))
                .hasMessageContaining("card.yaml:5:")
                .hasMessageContaining("versions must be a range such as '>=0.1.0 & <0.2.0', not 'newest'");
    }

    @Test
    void aCardHasTheNameOfItsFolder() throws IOException {
        TinyCard.write(temp.resolve("zoo/copy"), "tiny-vae", "1.0.0");
        assertThatThrownBy(() -> zoo.resolve(ref("zoo:copy"))).hasMessageContaining("the card is of 'tiny-vae@1.0.0'");
    }

    @Test
    void versionsLieSideBySide() throws IOException {
        TinyCard.write(temp.resolve("zoo/tiny-vae@1.10.0"), "tiny-vae", "1.10.0");
        TinyCard.write(temp.resolve("zoo/tiny-vae@1.9.0"), "tiny-vae", "1.9.0");
        TinyCard.write(temp.resolve("zoo/tiny-vae-2d"), "tiny-vae-2d", "3.0.0");
        assertThat(zoo.resolve(ref("zoo:tiny-vae")).folder()).isEqualTo(temp.resolve("zoo/tiny-vae@1.10.0"));
        assertThat(zoo.resolve(ref("zoo:tiny-vae@1.2.0")).folder()).isEqualTo(temp.resolve("zoo/tiny-vae"));
        assertThat(zoo.locate(ref("zoo:tiny-vae@1.9.0"), "encoder.onnx"))
                .isEqualTo(temp.resolve("zoo/tiny-vae@1.9.0/encoder.onnx"));
        assertThat(zoo.list())
                .extracting(listed -> listed.card().orElseThrow().version())
                .containsExactly("1.10.0", "1.9.0", "1.2.0", "3.0.0");
    }

    @Test
    void aFolderThatNamesAVersionHasIt() throws IOException {
        TinyCard.write(temp.resolve("zoo/tiny-vae@1.3.0"), "tiny-vae", "1.4.0");
        assertThatThrownBy(() -> zoo.resolve(ref("zoo:tiny-vae")))
                .hasMessageContaining("the card is of 'tiny-vae@1.4.0', and the folder's name is 'tiny-vae@1.3.0'");
    }

    @Test
    void doesNotListWhatIsStillBeingWritten() throws IOException {
        TinyCard.write(temp.resolve("zoo/.tiny-vae@1.3.0.1f.part"), "tiny-vae", "1.3.0");
        assertThat(zoo.list()).extracting(Zoo.Listed::folder).containsExactly(temp.resolve("zoo/tiny-vae"));
    }

    @Test
    void givesAFileThatIsWhatTheCardSays() {
        assertThat(zoo.locate(ref("zoo:tiny-vae"), "encoder.onnx")).hasContent("onnx!");
        assertThat(temp.resolve("cache/verified")).isDirectoryContaining("glob:**" + TinyCard.SHA_256);
    }

    @Test
    void refusesATruncatedFile() throws IOException {
        Path file = Files.writeString(temp.resolve("zoo/tiny-vae/encoder.onnx"), "onn");
        assertThatThrownBy(() -> zoo.locate(ref("zoo:tiny-vae"), "encoder.onnx"))
                .hasMessageContaining(file.toString())
                .hasMessageContaining("truncated: 3 bytes, and the card says 5");
    }

    @Test
    void refusesAChangedFileAlsoAfterItWasVerified() throws IOException {
        Path file = zoo.locate(ref("zoo:tiny-vae"), "encoder.onnx");
        Files.writeString(file, "ONNX!");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        assertThatThrownBy(() -> zoo.locate(ref("zoo:tiny-vae"), "encoder.onnx"))
                .isInstanceOf(FigmentException.class)
                .hasMessageContaining("SHA-256");
    }

    @Test
    void refusesAFileThatIsMissingOrNotInTheCard() throws IOException {
        Path file = temp.resolve("zoo/tiny-vae/encoder.onnx");
        Files.copy(file, temp.resolve("zoo/tiny-vae/extra.onnx"));
        assertThatThrownBy(() -> zoo.locate(ref("zoo:tiny-vae"), "extra.onnx"))
                .hasMessageContaining("the model's card does not name this file");
        Files.delete(file);
        assertThatThrownBy(() -> zoo.locate(ref("zoo:tiny-vae"), "encoder.onnx"))
                .hasMessageContaining("has no file 'encoder.onnx'");
    }

    @Test
    void listsModelsByName() throws IOException {
        TinyCard.write(temp.resolve("zoo/a-model"), "a-model", "0.1.0");
        assertThat(zoo.list()).extracting(Zoo.Listed::name).containsExactly("a-model", "tiny-vae");
    }
}
