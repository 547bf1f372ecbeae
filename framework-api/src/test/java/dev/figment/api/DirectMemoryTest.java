package dev.figment.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class DirectMemoryTest {
    private static long used() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    @Test
    void deadTensorsDoNotGather() {
        long before = used();
        long most = 0;
        for (int i = 0; i < 3000; i++) {
            Tensor.allocate(ElementType.INT8, 1 << 20);
            most = Math.max(most, used());
        }
        assertThat(most - before).isLessThan(640L << 20);
    }
}
