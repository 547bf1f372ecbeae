package dev.figment.train.step;

import dev.figment.train.graph.Shape;
import dev.figment.train.nn.Parameter;
import dev.figment.train.optim.DecayGroups;
import dev.figment.train.optim.OptimizerConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * How the parameters that one optimizer updates lie one after the other in a flat vector: each begins at a multiple of 64
 * bytes, and what is between them is zero. Its parts are updated by chains of nodes of their own: ONNX Runtime does not
 * fuse element-wise operators, so a chain over a long vector goes through main memory with every node, while one over many
 * short vectors spends its time between the nodes. Hence small parameters are joined, up to about what fits into a cache,
 * and large ones stay on their own, which also saves the copy of their gradients into one vector.
 */
record FlatLayout(List<Segment> segments, long length) {
    /** Elements in 64 bytes. */
    private static final long ALIGNMENT = 16;

    /** Most elements of parameters that are joined. */
    static final long JOINED = 1 << 16;

    /** Stands before the first of the joined parameters; no path has a colon. */
    private static final String JOINED_NAME = "joined:";

    FlatLayout {
        segments = List.copyOf(segments);
    }

    static FlatLayout of(OptimizerConfig config, List<Parameter> parameters) {
        return of(config, parameters, JOINED);
    }

    /** @param joined most elements of parameters that are joined */
    static FlatLayout of(OptimizerConfig config, List<Parameter> parameters, long joined) {
        List<Segment> segments = new ArrayList<>();
        long offset = 0;
        for (DecayGroups.Group group : DecayGroups.of(config, parameters)) {
            List<Segment.Slice> small = new ArrayList<>();
            List<Parameter> large = new ArrayList<>();
            for (Parameter parameter : group.parameters()) {
                long count = parameter.value().shape().count().orElseThrow();
                if (count > joined) {
                    large.add(parameter);
                    continue;
                }
                if (!small.isEmpty() && offset + count - small.get(0).offset() > joined) {
                    segments.add(segment(group, small, offset));
                    small.clear();
                }
                small.add(new Segment.Slice(parameter.path(), parameter.value().shape(), offset));
                offset += padded(count);
            }
            if (!small.isEmpty()) {
                segments.add(segment(group, small, offset));
            }
            for (Parameter parameter : large) {
                Shape shape = parameter.value().shape();
                List<Segment.Slice> one = List.of(new Segment.Slice(parameter.path(), shape, offset));
                offset += padded(shape.count().orElseThrow());
                segments.add(segment(group, one, offset));
            }
        }
        return new FlatLayout(segments, offset);
    }

    private static long padded(long count) {
        return (count + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private static Segment segment(DecayGroups.Group group, List<Segment.Slice> slices, long end) {
        Segment.Slice first = slices.get(0);
        if (slices.size() == 1) {
            return new Segment(first.path(), first.shape(), group.optimizer(), slices, first.offset(), first.count());
        }
        long length = end - first.offset();
        String name = JOINED_NAME + first.path();
        return new Segment(name, Shape.of(length), group.optimizer(), slices, first.offset(), length);
    }

    /** Where each parameter lies. */
    List<Segment.Slice> slices() {
        return segments.stream().flatMap(segment -> segment.slices().stream()).toList();
    }
}
