package dev.figment.train.imported;

/**
 * A matrix product (a node {@code MatMul} or {@code Gemm}) with a weight of rank 2, taken as it is or through nodes
 * {@code Transpose}, {@code Cast} and {@code Identity}: {@code x · M}, or {@code M · x} where {@code left} is set.
 *
 * @param node the node's name
 * @param weight the weight's name
 * @param left whether the weight is the first operand
 * @param transposed whether M is the weight transposed
 * @param in size of the axis over which the product sums
 * @param out size of M's other axis
 */
public record Product(String node, String weight, boolean left, boolean transposed, long in, long out) {}
