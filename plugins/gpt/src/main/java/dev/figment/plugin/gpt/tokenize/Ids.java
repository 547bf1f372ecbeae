package dev.figment.plugin.gpt.tokenize;

import java.util.Arrays;

/** Token ids, as many as come. */
final class Ids {
    private int[] ids;
    private int size;

    Ids(int expected) {
        this.ids = new int[Math.max(16, expected)];
    }

    void add(int id) {
        require(1);
        ids[size++] = id;
    }

    void add(int[] more) {
        require(more.length);
        System.arraycopy(more, 0, ids, size, more.length);
        size += more.length;
    }

    private void require(int more) {
        if (size + more > ids.length) {
            ids = Arrays.copyOf(ids, Math.max(size + more, Math.addExact(ids.length, ids.length / 2)));
        }
    }

    int[] toArray() {
        return Arrays.copyOf(ids, size);
    }
}
