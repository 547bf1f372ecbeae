package dev.figment.core.plugin.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.figment.api.error.FigmentException;
import dev.figment.core.download.DownloadSettings;
import dev.figment.core.download.Retries;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginDownloadTest {
    @TempDir
    Path temp;

    private Shop shop;
    private HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();

    @BeforeEach
    void open() throws IOException {
        shop = new Shop(temp);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @AfterEach
    void close() {
        server.stop(0);
        if (server.getExecutor() instanceof ExecutorService threads) {
            threads.shutdownNow();
        }
    }

    private String serve(HttpHandler handler) {
        server.createContext("/one.zip", exchange -> {
            asked.incrementAndGet();
            handler.handle(exchange);
        });
        server.start();
        return "http://localhost:" + server.getAddress().getPort() + "/one.zip";
    }

    private static void send(HttpExchange exchange, byte[] content) throws IOException {
        exchange.sendResponseHeaders(200, content.length);
        exchange.getResponseBody().write(content);
        exchange.close();
    }

    private void fails(String address, FigmentException.Fault fault, String... words) throws IOException {
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> shop.installer.install(address, InstallOptions.TRUST))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(fault))
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
        assertThat(shop.content()).isEmpty();
    }

    @Test
    void installsFromAnAddressAndUpdatesFromIt() throws IOException {
        byte[] first = Files.readAllBytes(shop.zip("one", "1.0.0"));
        byte[] second = Files.readAllBytes(shop.zip("one", "1.1.0"));
        String address = serve(exchange -> send(exchange, asked.get() == 1 ? first : second));
        assertThat(shop.installer.install(address, InstallOptions.TRUST).version())
                .isEqualTo("1.0.0");
        PluginChange change = shop.installer.update("one", Optional.empty(), InstallOptions.TRUST);
        assertThat(change.version()).isEqualTo("1.1.0");
        assertThat(shop.works()).containsEntry("one", "1.1.0");
    }

    @Test
    void asksAgainAfterACut() throws IOException {
        byte[] content = Files.readAllBytes(shop.zip("one", "1.0.0"));
        String address = serve(exchange -> {
            if (asked.get() == 1) {
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content, 0, content.length / 2);
                exchange.close();
            } else {
                send(exchange, content);
            }
        });
        shop.installer.install(address, InstallOptions.TRUST);
        assertThat(shop.works()).containsEntry("one", "1.0.0");
        assertThat(asked).hasValue(2);
    }

    @Test
    void saysThatThereIsNothing() throws IOException {
        String address = serve(exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        fails(address, FigmentException.Fault.USER, address, "status 404");
        assertThat(asked).hasValue(1);
    }

    private void failsQuickly(String address, String words) {
        DownloadSettings usual = DownloadSettings.of(false, name -> null);
        Retries retries = new Retries(3, Duration.ofMillis(1), Duration.ofSeconds(1), time -> {});
        DownloadSettings quick = new DownloadSettings(
                false, 1, usual.connect(), Duration.ofMillis(200), retries, usual.proxies(), usual.space());
        assertThatExceptionOfType(FigmentException.class)
                .isThrownBy(() -> PluginDownload.fetch(address, temp.resolve("one.zip"), quick))
                .satisfies(e -> assertThat(e.fault()).isEqualTo(FigmentException.Fault.RUN))
                .withMessageContaining("cannot download this")
                .withMessageContaining(words);
        assertThat(asked).hasValue(3);
    }

    @Test
    void givesUpOnAServerThatFails() {
        failsQuickly(
                serve(exchange -> {
                    exchange.sendResponseHeaders(503, -1);
                    exchange.close();
                }),
                "status 503");
    }

    @Test
    void leavesAServerThatFallsSilent() {
        CountDownLatch end = new CountDownLatch(1);
        server.setExecutor(Executors.newCachedThreadPool());
        String address = serve(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            failsQuickly(address, "nothing came for 0.2 s");
        } finally {
            end.countDown();
        }
    }

    @Test
    void refusesAPageThatIsNoZip() throws IOException {
        String address = serve(exchange -> send(exchange, "<html>".repeat(20).getBytes(StandardCharsets.UTF_8)));
        fails(address, FigmentException.Fault.USER, address, "the zip is damaged");
    }

    @Test
    void refusesAddressesThatAreNone() throws IOException {
        fails("http:///one.zip", FigmentException.Fault.USER, "this is no address");
        fails("https://exa mple/one.zip", FigmentException.Fault.USER, "this is no address");
    }
}
