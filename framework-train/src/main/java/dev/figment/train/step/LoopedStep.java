package dev.figment.train.step;

import static java.util.Objects.requireNonNull;

import dev.figment.api.ElementType;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.api.model.TensorSpec;
import dev.figment.train.graph.Graph;
import dev.figment.train.graph.LoopWriter;
import dev.figment.train.layout.DeviceForm;
import dev.figment.train.nn.State;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Several steps in one run of one graph, in which parameters and state stay on the device from step to step. */
final class LoopedStep {
    private final Workplace place;
    private final Set<String> metricNames;
    private final Map<String, String> carried = new HashMap<>();
    private final Model model;

    LoopedStep(Workplace place) {
        this.place = place;
        Forward forward = place.forward();
        Graph graph = place.written(StepGraph.whole(forward, place.update(), place.layout()));
        Map<String, LoopWriter.Part> parts = new HashMap<>();
        for (Segment segment : place.layout().segments()) {
            if (!segment.isSingle()) {
                segment.slices()
                        .forEach(slice -> parts.put(
                                slice.path(), new LoopWriter.Part(segment.name(), slice.offset() - segment.offset())));
            }
        }
        for (String output : graph.outputs().keySet()) {
            String input = StepGraph.before(output);
            if (!input.equals(output)) {
                carried.put(input, output);
            }
        }
        this.metricNames = new HashSet<>(graph.outputs().keySet());
        metricNames.removeAll(carried.values());
        Set<String> constant = constants(forward);
        byte[] onnx = LoopWriter.write(
                DeviceForm.of(graph, place.device()), carried, parts, name -> !constant.contains(name));
        this.model = place.compile(onnx, "training steps in a loop");
    }

    /** State that nothing updates, and parameters that this update does not train. */
    private static Set<String> constants(Forward forward) {
        Set<String> constant = new HashSet<>();
        forward.scope().parameters().forEach(parameter -> constant.add(parameter.path()));
        forward.trained().forEach(parameter -> constant.remove(parameter.path()));
        forward.scope().states().stream()
                .filter(state -> !state.isUpdated())
                .map(State::path)
                .forEach(constant::add);
        return constant;
    }

    /**
     * Runs them; the caller swaps the banks then, or leaves what was computed where it is.
     *
     * @param batches one for each step
     * @param scalars for each step
     * @return each metric for all steps
     */
    Map<String, Tensor> run(
            List<Map<String, Tensor>> batches, List<Map<String, Tensor>> scalars, Map<String, Tensor> noise) {
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put(LoopWriter.COUNT, Tensor.ofLongs(new long[] {batches.size()}));
        noise.forEach((name, tensor) -> inputs.put(LoopWriter.PREFIX + name, tensor));
        stack(batches, inputs);
        stack(scalars, inputs);
        for (TensorSpec spec : model.inputs()) {
            Tensor tensor = inputs.containsKey(spec.name())
                    ? null
                    : place.memory().find(spec.name().substring(LoopWriter.PREFIX.length()));
            if (tensor != null) {
                inputs.put(spec.name(), tensor);
            }
        }
        Map<String, Tensor> outputs = new HashMap<>();
        carried.forEach((input, output) -> outputs.put(
                LoopWriter.PREFIX + output, requireNonNull(place.memory().findOther(input), input)));
        Map<String, Tensor> metrics = new HashMap<>();
        for (String name : metricNames) {
            metrics.put(name, Tensor.allocate(ElementType.FLOAT32, batches.size()));
        }
        metrics.forEach((name, tensor) -> outputs.put(LoopWriter.PREFIX + name, tensor));
        model.run(inputs, outputs);
        return metrics;
    }

    private static void stack(List<Map<String, Tensor>> tensors, Map<String, Tensor> stacked) {
        for (Map.Entry<String, Tensor> entry : tensors.get(0).entrySet()) {
            long[] one = entry.getValue().shape();
            long[] shape = new long[one.length + 1];
            shape[0] = tensors.size();
            System.arraycopy(one, 0, shape, 1, one.length);
            Tensor all = Tensor.allocate(entry.getValue().type(), shape);
            for (int i = 0; i < tensors.size(); i++) {
                Tensor tensor = requireNonNull(tensors.get(i).get(entry.getKey()), entry.getKey());
                all.rows(i, i + 1L).bytes().put(tensor.bytes());
            }
            stacked.put(LoopWriter.PREFIX + entry.getKey(), all);
        }
    }
}
