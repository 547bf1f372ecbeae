package dev.figment.cli;

import static java.util.Objects.requireNonNull;

import dev.figment.api.ChatGenerator;
import dev.figment.api.ChatGenerator.Role;
import dev.figment.api.ChatGenerator.Turn;
import dev.figment.api.Seed;
import dev.figment.api.error.FigmentException;
import dev.figment.api.error.Problem;
import dev.figment.core.onnx.OnnxModels;
import dev.figment.core.wiring.Plan;
import dev.figment.core.wiring.Services;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code figment chat CONFIG}. */
@Command(
        name = "chat",
        description = {
            "Talks with a model of a run config: a line is a turn, and what comes back is printed as it is written.",
            "/reset forgets the conversation, /quit or Ctrl-D ends it; Ctrl-C ends an answer."
        })
final class ChatCommand implements Callable<Integer> {
    private static final String RESET = "/reset";
    private static final String QUIT = "/quit";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--with",
            paramLabel = "NAME",
            description = "The component to talk with; needed where several can.")
    private @Nullable String with;

    @Option(names = "--system", paramLabel = "TEXT", description = "What the model is told before the first turn.")
    private @Nullable String system;

    @Override
    public Integer call() {
        try (Host host = Host.open(spec)) {
            Plan plan = RunCommand.plan(host, config);
            try (OnnxModels models = host.models(plan.config().device());
                    Lines lines = Lines.open(host.folders().cache())) {
                Services services =
                        host.services(models, host.datasets(data), plan.config().device());
                talk(
                        generator(plan.components(services)),
                        new Seed(plan.config().seed()),
                        lines);
            } catch (FigmentException e) {
                throw e.at(config.config.toString());
            }
            return 0;
        }
    }

    private ChatGenerator generator(Map<String, Object> components) {
        Map<String, ChatGenerator> able = new LinkedHashMap<>();
        components.forEach((name, component) -> {
            if (component instanceof ChatGenerator generator) {
                able.put(name, generator);
            }
        });
        if (with != null && !able.containsKey(with)) {
            throw FigmentException.user(
                    Problem.of("no-chat", "--with", "there is no component '" + with + "' to talk with")
                            .suggesting(with, able.keySet()));
        }
        if (with == null && able.size() != 1) {
            throw FigmentException.user(Problem.of(
                            "no-chat",
                            "",
                            able.isEmpty()
                                    ? "no component of this config takes turns in a conversation"
                                    : "several components can be talked with: " + able.keySet())
                    .fix(able.isEmpty() ? "take a config with a component of the type gpt" : "name one: --with NAME"));
        }
        return requireNonNull(able.get(with == null ? able.keySet().iterator().next() : with));
    }

    private void talk(ChatGenerator generator, Seed seed, Lines lines) {
        List<Turn> turns = new ArrayList<>(beginning());
        for (int said = 0; ; said++) {
            String line = lines.next();
            if (line == null || line.strip().equals(QUIT)) {
                return;
            }
            if (line.strip().equals(RESET)) {
                turns = new ArrayList<>(beginning());
                continue;
            }
            turns.add(new Turn(Role.USER, line));
            turns.add(new Turn(Role.ASSISTANT, answer(generator, turns, seed.at(said))));
        }
    }

    private List<Turn> beginning() {
        return system == null ? List.of() : List.of(new Turn(Role.SYSTEM, system));
    }

    /** Prints the answer as it comes, and gives what was printed. */
    private String answer(ChatGenerator generator, List<Turn> turns, Seed seed) {
        PrintWriter out = spec.commandLine().getOut();
        StringBuilder answer = new StringBuilder();
        AtomicBoolean enough = new AtomicBoolean();
        try (Interruption interruption = Interruption.calls(() -> enough.set(true));
                Stream<String> pieces = generator.reply(turns, seed)) {
            Iterator<String> each = pieces.iterator();
            while (!enough.get() && each.hasNext()) {
                String piece = each.next();
                answer.append(piece);
                out.print(piece);
                out.flush();
            }
        }
        out.println();
        out.flush();
        return answer.toString();
    }
}
