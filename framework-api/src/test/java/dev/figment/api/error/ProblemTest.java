package dev.figment.api.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {
    @Test
    void saysWhereWhatExistsAndHowToFix() {
        Problem problem = Problem.of("unknown-step", "a.yaml:7:5", "unknown step 'wirte-grid'")
                .suggesting("wirte-grid", List.of("write-grid", "encode"))
                .fix("see 'figment plugins list'");
        assertThat(problem)
                .hasToString("a.yaml:7:5: unknown step 'wirte-grid'; there is: encode, write-grid;"
                        + " did you mean 'write-grid'? see 'figment plugins list'");
    }

    @Test
    void suggestsNothingFarOff() {
        assertThat(Nearest.to("tokenizer", List.of("vae", "gan"))).isEmpty();
        assertThat(Nearest.to("vea", List.of("vae", "gan"))).contains("vae");
        assertThat(Nearest.to("x", List.of("y"))).isEmpty();
        assertThat(Nearest.to("x", List.of("xs"))).contains("xs");
    }

    @Test
    void givesAPlaceToProblemsThatHaveNone() {
        FigmentException bare = FigmentException.run(Problem.of("x", "", "no flux"), new IllegalStateException());
        assertThat(bare.at("a.yaml:1:2"))
                .hasMessage("a.yaml:1:2: no flux")
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .extracting(FigmentException::fault)
                .isEqualTo(FigmentException.Fault.RUN);
        assertThat(bare.at("a.yaml:1:2").at("b.yaml")).hasMessage("a.yaml:1:2: no flux");
    }

    @Test
    void shortensLongListings() {
        List<String> many =
                java.util.stream.IntStream.range(10, 40).mapToObj(i -> "n" + i).toList();
        assertThat(Problem.of("x", "", "unknown").suggesting("zzzzz", many).toString())
                .contains("n21 and 18 more");
    }
}
