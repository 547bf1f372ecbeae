/** Fine-tuning of models that were made elsewhere: all of their weights, some, or low-rank adapters beside them. */
@NullMarked
package dev.figment.train.adapt;

import org.jspecify.annotations.NullMarked;
