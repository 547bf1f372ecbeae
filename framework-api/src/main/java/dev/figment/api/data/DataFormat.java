package dev.figment.api.data;

import dev.figment.api.Batch;

/**
 * What data is to be read as, and how.
 *
 * @param <T> the medium that it gives
 */
public sealed interface DataFormat<T extends Batch>
        permits ImageFormat,
                PairFormat,
                LabelledFormat,
                AttributeFormat,
                NumericAttributeFormat,
                AudioFormat,
                SeriesFormat,
                TextFormat,
                RecordFormat {}
