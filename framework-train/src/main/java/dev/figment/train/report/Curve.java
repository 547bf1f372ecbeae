package dev.figment.train.report;

import dev.figment.train.report.Report.Point;
import java.util.ArrayList;
import java.util.List;

/** Makes curves of many points as small as a screen can show. */
final class Curve {
    /** About as many as a chart is wide in pixels. */
    static final int MOST = 600;

    private Curve() {}

    /**
     * At most {@link #MOST} points, and the first and the last: of each stretch its lowest and its highest, so that no peak
     * is lost.
     */
    static List<Point> thinned(List<Point> points) {
        if (points.size() <= MOST) {
            return points;
        }
        int stretches = (MOST - 2) / 2;
        List<Point> kept = new ArrayList<>(MOST);
        kept.add(points.get(0));
        int inner = points.size() - 2;
        for (int i = 0; i < stretches; i++) {
            int from = 1 + (int) ((long) i * inner / stretches);
            int to = 1 + (int) ((long) (i + 1) * inner / stretches);
            Point low = points.get(from);
            Point high = low;
            for (Point point : points.subList(from, to)) {
                low = point.value() < low.value() ? point : low;
                high = point.value() > high.value() ? point : high;
            }
            kept.add(low.step() <= high.step() ? low : high);
            if (!low.equals(high)) {
                kept.add(low.step() <= high.step() ? high : low);
            }
        }
        kept.add(points.get(points.size() - 1));
        return kept;
    }
}
