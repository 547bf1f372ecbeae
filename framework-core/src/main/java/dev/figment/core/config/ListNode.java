package dev.figment.core.config;

import java.util.List;

/** A list. */
public record ListNode(Mark mark, List<Node> items) implements Node {
    public ListNode {
        items = List.copyOf(items);
    }

    @Override
    public String described() {
        return "a list";
    }
}
