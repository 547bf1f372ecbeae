package dev.figment.api;

/** The batch that never exists: what a source takes and a sink gives. */
public final class Nothing implements Batch {
    private Nothing() {}

    @Override
    public int size() {
        return 0;
    }
}
