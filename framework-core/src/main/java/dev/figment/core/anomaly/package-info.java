/** Steps that find what is unusual in series: windows, scores, thresholds, how good they are, and what shows them. */
@NullMarked
package dev.figment.core.anomaly;

import org.jspecify.annotations.NullMarked;
