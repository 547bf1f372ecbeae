package dev.figment.plugin.gpt.train;

import dev.figment.api.Text;
import dev.figment.api.data.Dataset;
import java.util.Iterator;
import java.util.stream.IntStream;

/** All texts of a dataset, one after the other. */
record Texts(Dataset<Text> data) implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return IntStream.range(0, data.size())
                .mapToObj(i -> data.read(new int[] {i}).texts().get(0))
                .iterator();
    }
}
