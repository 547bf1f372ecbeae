package dev.figment.train.step;

import static java.util.Objects.requireNonNull;

import dev.figment.api.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The banks of a set of steps; no two of them have a name in common. */
record Memory(List<Bank> banks) {
    Memory {
        banks = List.copyOf(banks);
    }

    /** The tensor of this name now; null where there is none. */
    @Nullable
    Tensor find(String name) {
        for (Bank bank : banks) {
            Tensor tensor = bank.find(name);
            if (tensor != null) {
                return tensor;
            }
        }
        return null;
    }

    Tensor current(String name) {
        return requireNonNull(find(name), name);
    }

    /** The tensor that a step writes while the one of this name is current; null where there is none. */
    @Nullable
    Tensor findOther(String name) {
        for (Bank bank : banks) {
            Tensor tensor = bank.other().get(name);
            if (tensor != null) {
                return tensor;
            }
        }
        return null;
    }

    /** Which banks are swapped, as bits. */
    long phase() {
        long phase = 0;
        for (int i = 0; i < banks.size(); i++) {
            phase |= banks.get(i).isSwapped() ? 1L << i : 0;
        }
        return phase;
    }

    static void copy(Map<String, Tensor> from, Map<String, Tensor> to) {
        from.forEach(
                (name, tensor) -> requireNonNull(to.get(name), name).bytes().put(tensor.bytes()));
    }
}
