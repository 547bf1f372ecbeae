package dev.figment.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class BatchesTest {
    @Test
    void imagesAreFourDimensional() {
        assertThatThrownBy(() -> Images.of(Tensor.allocate(ElementType.FLOAT32, 2, 28, 28)))
                .hasMessageContaining("rank 4");
        assertThatThrownBy(() -> new Images(Tensor.allocate(ElementType.FLOAT32, 2, 1, 28, 28), List.of("a")))
                .hasMessageContaining("1 names for 2 samples");
    }

    @Test
    void logVarianceHasTheShapeOfTheMean() {
        Tensor mean = Tensor.allocate(ElementType.FLOAT32, 2, 16);
        assertThatThrownBy(() -> new Latents(mean, Tensor.allocate(ElementType.FLOAT32, 2, 8), List.of()))
                .hasMessageContaining("log-variance");
    }

    @Test
    void devicesAreReadAndPrinted() {
        assertThat(Device.parse("cuda:1")).hasToString("cuda:1");
        assertThat(Device.parse("cuda").cuda()).hasValue(0);
        assertThat(Device.parse("auto")).isEqualTo(Device.AUTO);
        assertThatThrownBy(() -> Device.parse("gpu")).hasMessageContaining("use auto, cpu, cuda or cuda:N");
    }
}
