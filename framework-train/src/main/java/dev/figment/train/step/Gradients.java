package dev.figment.train.step;

import dev.figment.api.Tensor;
import java.util.Map;

/**
 * What the first half of a split step gives: the mean gradient of a batch. The tensors are valid until the next call of
 * that step, and may be changed before it is applied, for instance averaged with those of other machines.
 *
 * @param metrics the loss first; means over the batch
 * @param flat all gradients in one vector, zeros between them; its layout depends on the networks and the optimizer's
 *     config alone, so that vectors of several machines can be added
 * @param byPath views of its parts: the gradient of each parameter by dotted path
 */
public record Gradients(Map<String, Double> metrics, Tensor flat, Map<String, Tensor> byPath) {}
