package dev.figment.core.steps;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import java.nio.FloatBuffer;

/** Points on the way from one latent to another, both ends included and exact. */
final class PointsBetween {
    /** Below this angle (radians), or as near to opposite, the arc is not defined well and the line is taken. */
    private static final double SMALLEST_ANGLE = 1e-4;

    private PointsBetween() {}

    /**
     * @param a shape [1, …]
     * @param b the same shape
     * @return shape [steps, …]
     */
    static Tensor of(Tensor a, Tensor b, int steps, Interpolate.Mode mode) {
        long[] shape = a.shape();
        shape[0] = steps;
        Tensor points = Tensor.allocate(ElementType.FLOAT32, shape);
        FloatBuffer to = points.floats();
        FloatBuffer from = a.floats();
        FloatBuffer end = b.floats();
        double angle = mode == Interpolate.Mode.SPHERICAL ? angle(from, end) : 0;
        boolean arc = angle > SMALLEST_ANGLE && angle < Math.PI - SMALLEST_ANGLE;
        for (int step = 0; step < steps; step++) {
            double t = (double) step / (steps - 1);
            double left = arc ? Math.sin((1 - t) * angle) / Math.sin(angle) : 1 - t;
            double right = arc ? Math.sin(t * angle) / Math.sin(angle) : t;
            for (int i = 0; i < from.limit(); i++) {
                to.put((float) (left * from.get(i) + right * end.get(i)));
            }
        }
        to.put(0, from, 0, from.limit());
        to.put((steps - 1) * end.limit(), end, 0, end.limit());
        return points;
    }

    /** Radians between two directions; 0 where one is the origin. */
    private static double angle(FloatBuffer a, FloatBuffer b) {
        double dot = 0;
        double squareOfA = 0;
        double squareOfB = 0;
        for (int i = 0; i < a.limit(); i++) {
            dot += (double) a.get(i) * b.get(i);
            squareOfA += (double) a.get(i) * a.get(i);
            squareOfB += (double) b.get(i) * b.get(i);
        }
        double norms = Math.sqrt(squareOfA * squareOfB);
        return norms == 0 ? 0 : Math.acos(Math.min(Math.max(dot / norms, -1), 1));
    }
}
