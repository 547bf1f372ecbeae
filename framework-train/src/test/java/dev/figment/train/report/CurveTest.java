package dev.figment.train.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.figment.train.report.Report.Point;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurveTest {
    private static List<Point> points(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Point(i, i == 7777 ? 1e6 : i == 8888 ? -1e6 : i % 13))
                .toList();
    }

    @Test
    void fewPointsStayAsTheyAre() {
        assertThat(Curve.thinned(points(Curve.MOST))).isEqualTo(points(Curve.MOST));
    }

    @Test
    void ofManyTheEndsAndThePeaksStayInTheirOrder() {
        List<Point> all = points(20_000);
        List<Point> thinned = Curve.thinned(all);
        assertThat(thinned).hasSizeLessThanOrEqualTo(Curve.MOST).contains(all.get(7777), all.get(8888));
        assertThat(thinned.get(0)).isEqualTo(all.get(0));
        assertThat(thinned.get(thinned.size() - 1)).isEqualTo(all.get(all.size() - 1));
        assertThat(thinned.stream().map(Point::step)).isSorted().doesNotHaveDuplicates();
    }
}
