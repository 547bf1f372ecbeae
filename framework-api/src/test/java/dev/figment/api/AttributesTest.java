package dev.figment.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class AttributesTest {
    private static final Attribute HAT = new Attribute("hat", 0, 1);
    private static final Attribute AGE = new Attribute("age", 8, 60);

    @Test
    void thereAreAsManyAsRows() {
        Attributes attributes =
                new Attributes(Tensor.ofFloats(new float[] {0, 8, 1, 60, 1, 9}, 3, 2), List.of(HAT, AGE));
        assertThat(attributes.size()).isEqualTo(3);
    }

    @Test
    void eachColumnIsAnAttributeOfItsOwnName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Attributes(Tensor.ofFloats(new float[3], 3, 1), List.of(HAT, AGE)))
                .withMessageContaining("values of 2 attributes must be FLOAT32 [samples, attributes]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Attributes(Tensor.ofFloats(new float[6], 3, 2), List.of(HAT, HAT)))
                .withMessageContaining("of different names");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Attributes(Tensor.allocate(ElementType.FLOAT32, 3, 0), List.of()))
                .withMessageContaining("at least one");
    }

    @Test
    void aRangeIsFiniteAndRises() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Attribute("hat", 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Attribute("hat", Float.NaN, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Attribute("hat", 0, Float.POSITIVE_INFINITY));
    }
}
