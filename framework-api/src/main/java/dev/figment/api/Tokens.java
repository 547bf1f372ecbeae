package dev.figment.api;

/**
 * Token ids, padded to one length.
 *
 * @param ids INT64, shape [samples, length]
 * @param lengths INT64, shape [samples]: how many ids of each row count, from the left
 */
public record Tokens(Tensor ids, Tensor lengths) implements Batch {
    public Tokens {
        if (ids.type() != ElementType.INT64 || ids.rank() != 2) {
            throw new IllegalArgumentException("ids must be INT64 [samples, length], not " + ids);
        }
        if (lengths.type() != ElementType.INT64 || lengths.rank() != 1 || lengths.dim(0) != ids.dim(0)) {
            throw new IllegalArgumentException("lengths must be INT64 [samples], not " + lengths + " for " + ids);
        }
    }

    @Override
    public int size() {
        return (int) ids.dim(0);
    }
}
