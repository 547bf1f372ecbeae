/** PyTorch, as the peer that gradients and speed are compared with. */
@NullMarked
package dev.figment.benchmarks.torch;

import org.jspecify.annotations.NullMarked;
