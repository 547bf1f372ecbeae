package dev.figment.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.figment.api.error.Problem;
import dev.figment.api.plugin.Contribution;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A plugin that hangs, throws an error, would end the process or leaves threads costs only itself. */
class UnrulyPluginTest {
    private static final String LIFE = """
            package tiny;
            public class Life extends org.pf4j.Plugin {
                static void hang() { while (true) try { Thread.sleep(99999); } catch (InterruptedException e) {} }
                static void end(int code) { java.util.function.IntConsumer end = System::exit; end.accept(code); }
                static class Bad { static { if (true) throw new IllegalStateException("no class"); } static void use() {} }
                @Override public void start() { %s }
                @Override public void stop() { %s }
            }
            """;

    @TempDir
    Path temp;

    private PluginLoader loader;

    @BeforeEach
    void begin() {
        Path cache = temp.resolve("cache");
        loader = new PluginLoader(new PluginCache(cache), PluginHost.links(cache), "0.1.0", Duration.ofMillis(500));
    }

    @AfterEach
    void end() {
        loader.unloadAll();
    }

    private PluginStatus load(TinyPlugin plugin) throws IOException {
        return loader.load(new PluginSource(plugin.writeTo(temp.resolve("plugins"))))
                .status();
    }

    private static TinyPlugin living(String id, String start, String stop) {
        return TinyPlugin.bringing(id, "thing-" + id)
                .source(LIFE.formatted(start, stop))
                .property("plugin.class", "tiny.Life");
    }

    private void assertFails(TinyPlugin bad, String message) throws IOException {
        PluginStatus status = load(bad);
        assertThat(status).isInstanceOfSatisfying(PluginStatus.Failed.class, failed -> {
            assertThat(failed.problem().message()).contains(message);
            assertThat(failed.problem().fix()).isNotEmpty();
            assertThat(failed.problem().where()).contains("bad");
        });
        assertGoodWorks();
    }

    private void assertGoodWorks() throws IOException {
        assertThat(load(living("good", "", ""))).isInstanceOf(PluginStatus.Loaded.class);
        assertThat(loader.unload("good")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hang();                                          | its start() does not end within 0.5 s; it is in tiny.Life.hang, line 3
            synchronized (Life.class) { hang(); }            | does not end within 0.5 s
            start();                                         | StackOverflowError
            throw new OutOfMemoryError("by hand");           | java.lang.OutOfMemoryError: by hand
            throw new ExceptionInInitializerError("by hand"); | by hand
            throw new NoClassDefFoundError("some/Library");  | it needs the class some.Library
            Bad.use();                                       | no class
            throw new RuntimeException() { @Override public String getMessage() { throw new Error(); } }; | it throws java.lang.Error
            System.exit(3);                                  | it would end the process
            Runtime.getRuntime().halt(3);                    | it would end the process
            Runtime.getRuntime().exit(3);                    | it would end the process
            end(3);                                          | it would end the process
            """)
    void failsToStart(String start, String message) throws IOException {
        assertFails(living("bad", start, ""), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hang();", "System.exit(3);", "throw new StackOverflowError();"})
    void failsToBeMadeOrListed(String code) throws IOException {
        String entry = """
                package tiny;
                import dev.figment.api.plugin.*;
                import java.util.List;
                public class Entry implements FigmentPlugin {
                    %s
                    static void hang() { while (true) try { Thread.sleep(99999); } catch (InterruptedException e) {} }
                    @Override public List<Contribution> contributions() { %s }
                }
                """;
        assertFails(TinyPlugin.ofSources("bad", entry.formatted("", "if (true) " + code + " return null;")), "it");
        assertFails(
                TinyPlugin.ofSources("bad", entry.formatted("public Entry() { " + code + " }", "return null;")), "it");
        assertFails(
                TinyPlugin.ofSources("bad", entry.formatted("static { if (true) " + code + " }", "return null;")),
                "it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hang();                             | its stop() does not end within 0.5 s
            stop();                             | StackOverflowError
            throw new OutOfMemoryError("hand"); | java.lang.OutOfMemoryError: hand
            System.exit(3);                     | it would end the process
            """)
    void failsToStop(String stop, String message) throws IOException {
        assertThat(load(living("bad", "", stop))).isInstanceOf(PluginStatus.Loaded.class);
        assertThat(loader.unload("bad")).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(problem.fix()).contains("let go all the same");
        });
        assertGoodWorks();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leavesAThreadThatDoesNotEnd(boolean atStart) throws IOException {
        String leak = "new Thread(Life::hang, \"leak\").start();";
        load(living("bad", atStart ? leak : "", atStart ? "" : leak));
        assertThat(loader.unload("bad")).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains("leaves threads running").endsWith(": leak");
            assertThat(problem.fix()).contains("stop() has to end");
        });
        assertGoodWorks();
    }

    @Test
    void aThreadThatEndsWhenItIsInterruptedIsNoProblem() throws IOException {
        load(living(
                "bad",
                "Thread t = new Thread(() -> { try { Thread.sleep(99999); } catch (InterruptedException e) {} });"
                        + " t.setDaemon(false); t.start();",
                ""));
        assertThat(loader.unload("bad")).isEmpty();
    }

    @Test
    void threadsOfAPluginAreDaemonsAndHaveItsClassLoader() throws IOException {
        String check = "Thread t = new Thread(() -> {}); if (!t.isDaemon()"
                + " || t.getContextClassLoader() != Life.class.getClassLoader()) throw new Error(\"not so\");";
        assertThat(load(living("fine", check, check))).isInstanceOf(PluginStatus.Loaded.class);
        assertThat(loader.unload("fine")).isEmpty();
    }

    @Test
    void aComponentCannotEndTheProcessEither() throws Exception {
        PluginStatus status = load(TinyPlugin.ofSources("bad", """
                package tiny;
                import dev.figment.api.plugin.*;
                import java.util.List;
                public class Entry implements FigmentPlugin {
                    public record Config(String text) {}
                    public interface Ending { static void end() { System.exit(3); } }
                    public static class Thing { public Thing(Config config) { Ending.end(); } }
                    @Override public List<Contribution> contributions() {
                        return List.of(Contribution.component("thing", "", Thing.class, Config.class));
                    }
                }
                """));
        Contribution thing = ((PluginStatus.Loaded) status).contributions().get(0);
        assertThatThrownBy(() -> thing.implementation().getConstructors()[0].newInstance((Object) null))
                .isInstanceOf(InvocationTargetException.class)
                .hasCauseInstanceOf(SecurityException.class);
    }

    @Test
    void hostClosesAllWhenOneDoesNotStop() throws IOException {
        Path plugins = temp.resolve("several");
        living("a-bad", "", "hang();").writeTo(plugins);
        living("b-good", "", "System.setProperty(\"unruly.stopped\", \"b\");").writeTo(plugins);
        PluginHost.load(List.of(plugins), temp.resolve("cache"), Duration.ofMillis(500))
                .close();
        assertThat(System.clearProperty("unruly.stopped")).isEqualTo("b");
    }

    @Test
    void problemsSayWhatToDo() throws IOException {
        Problem problem = ((PluginStatus.Failed) load(living("bad", "hang();", ""))).problem();
        assertThat(problem.fix()).contains("or remove it");
    }
}
