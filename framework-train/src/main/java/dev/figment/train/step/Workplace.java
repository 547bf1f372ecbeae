package dev.figment.train.step;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Device;
import dev.figment.api.Seed;
import dev.figment.api.Tensor;
import dev.figment.api.model.Model;
import dev.figment.api.model.Models;
import dev.figment.train.graph.Graph;
import dev.figment.train.nn.NoiseInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What all programs of one update share: the memory, the scalars that go in, the numbers that come out, the noise. */
final class Workplace implements AutoCloseable {
    private final Models runtime;
    private final String name;
    private final Update update;
    private final FlatLayout layout;
    private final Bank weights;
    private final List<Bank> states;
    private final Memory memory;
    private final List<NoiseInput> noiseInputs;
    private final Seed noiseSeed;
    private final NoiseTensors noise;
    private final List<String> metricNames;
    private final Map<String, Tensor> scalars = new HashMap<>();
    private final Map<String, Tensor> results = new HashMap<>();
    private final List<Program> programs = new ArrayList<>();
    private final List<Model> models = new ArrayList<>();
    private boolean closed;

    Workplace(Models runtime, String name, Update update, Forward forward, Weights all, Seed seed) {
        this.runtime = runtime;
        this.name = name;
        this.update = update;
        this.layout = requireNonNull(all.layouts().get(update.name()));
        this.weights = requireNonNull(all.owned().get(update.name()));
        this.states = requireNonNull(all.states().get(update.name()));
        this.memory = all.memory();
        this.noiseInputs = forward.scope().noises();
        this.noiseSeed = seed;
        this.noise = new NoiseTensors(noiseInputs, partSize(), seed);
        this.metricNames = List.copyOf(forward.loss().all().keySet());
        metricNames.forEach(metric -> results.put(metric, Tensor.scalar(0)));
        results.put(StepGraph.NORM, Tensor.scalar(0));
        StepGraph.scalars(update).forEach(scalar -> scalars.put(scalar, Tensor.scalar(0)));
    }

    /**
     * Compiles what is {@link #written} for a graph over the memory and further banks; it is closed with this.
     *
     * @throws IllegalStateException if this is closed
     */
    synchronized Program compile(Graph graph, String kind, List<Bank> further) {
        requireOpen();
        List<Bank> banks = new ArrayList<>(memory.banks());
        banks.addAll(further);
        Program program = Program.compile(runtime, graph, title(kind), new Memory(banks), scalars, results);
        programs.add(program);
        return program;
    }

    /**
     * Compiles a file; it is closed with this.
     *
     * @throws IllegalStateException if this is closed
     */
    synchronized Model compile(byte[] onnx, String kind) {
        requireOpen();
        Model model = runtime.compile(onnx, title(kind));
        models.add(model);
        return model;
    }

    /** Where it computes. */
    Device device() {
        return runtime.device();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the step is closed");
        }
    }

    private String title(String kind) {
        return name + (update.name().isEmpty() ? "" : " " + update.name()) + " (" + kind + ")";
    }

    /** What is compiled for a graph. */
    Graph written(Graph graph) {
        return update.options().written(graph);
    }

    /** The objective in a new graph. */
    Forward forward() {
        return Forward.of(name, update);
    }

    String name() {
        return name;
    }

    Update update() {
        return update;
    }

    FlatLayout layout() {
        return layout;
    }

    Memory memory() {
        return memory;
    }

    List<String> metricNames() {
        return metricNames;
    }

    Bank weights() {
        return weights;
    }

    List<Bank> states() {
        return states;
    }

    /** Samples in one part of a batch. */
    long partSize() {
        return update.batchSize() / update.options().accumulate();
    }

    NoiseTensors noise() {
        return noise;
    }

    List<NoiseInput> noiseInputs() {
        return noiseInputs;
    }

    /** From which all of its noise comes. */
    Seed noiseSeed() {
        return noiseSeed;
    }

    /** The tensors that {@link #set} writes, by input. */
    Map<String, Tensor> scalars() {
        return scalars;
    }

    /** The tensors that {@link #result} reads, by output. */
    Map<String, Tensor> results() {
        return results;
    }

    void set(String scalar, double value) {
        requireNonNull(scalars.get(scalar)).floats().put(0, (float) value);
    }

    void setNorm(float norm) {
        requireNonNull(results.get(StepGraph.NORM)).floats().put(0, norm);
    }

    /** The loss and the metrics of the last run. */
    Map<String, Double> metrics() {
        Map<String, Double> values = new LinkedHashMap<>();
        metricNames.forEach(metric -> values.put(metric, result(metric)));
        return values;
    }

    double result(String output) {
        return requireNonNull(results.get(output)).floats().get(0);
    }

    @Override
    public synchronized void close() {
        closed = true;
        programs.forEach(Program::close);
        models.forEach(Model::close);
        noise.close();
    }
}
