package dev.figment.core.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.figment.api.error.FigmentException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxiesTest {
    private static Proxy proxy(Map<String, String> environment, String address) {
        return new Proxies(environment::get).select(URI.create(address)).get(0);
    }

    private static Proxy at(String host, int port) {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
    }

    @Test
    void takesThatOfTheScheme() {
        Map<String, String> both = Map.of("HTTPS_PROXY", "http://secure:3128", "http_proxy", "plain:8080");
        assertThat(proxy(both, "https://example.org/a")).isEqualTo(at("secure", 3128));
        assertThat(proxy(both, "http://example.org/a")).isEqualTo(at("plain", 8080));
        assertThat(proxy(Map.of(), "https://example.org/a")).isEqualTo(Proxy.NO_PROXY);
    }

    @Test
    void takesNoneForExceptedHostsAndThisMachine() {
        Map<String, String> some =
                Map.of("HTTPS_PROXY", "proxy:1", "NO_PROXY", "example.org, .inner.net,*.lab,other.com:8443");
        for (String direct : new String[] {
            "example.org", "a.example.org", "x.inner.net", "b.lab", "other.com:8443", "localhost", "127.0.0.1"
        }) {
            assertThat(proxy(some, "https://" + direct + "/")).as(direct).isEqualTo(Proxy.NO_PROXY);
        }
        for (String through : new String[] {"anexample.org", "example.org.evil.com", "other.com", "lab.com"}) {
            assertThat(proxy(some, "https://" + through + "/")).as(through).isEqualTo(at("proxy", 1));
        }
        assertThat(proxy(Map.of("HTTPS_PROXY", "proxy:1", "no_proxy", "*"), "https://any.org/"))
                .isEqualTo(Proxy.NO_PROXY);
    }

    @Test
    void refusesWhatIsNoneAndPrintsNoPassword() {
        for (String wrong : new String[] {"http://user:secret@proxy:1", "socks5://secret:1", "http://se cret"}) {
            assertThatExceptionOfType(FigmentException.class)
                    .isThrownBy(() -> proxy(Map.of("HTTPS_PROXY", wrong), "https://example.org/"))
                    .withMessageContaining("HTTPS_PROXY: this is no proxy that can be used")
                    .withMessageNotContaining("secret");
        }
    }

    @Test
    void goesThroughIt(@TempDir Path temp) throws IOException {
        byte[] content = Downloads.content(3, 1000);
        try (HostileServer server = new HostileServer().with("/file", content)) {
            DownloadSettings quick = Downloads.quick();
            DownloadSettings proxied = new DownloadSettings(
                    false,
                    1,
                    quick.connect(),
                    quick.silence(),
                    quick.retries(),
                    new Proxies(Map.of("HTTP_PROXY", "127.0.0.1:" + server.port())::get),
                    quick.space());
            Path target = temp.resolve("file");
            new Downloader(proxied, temp.resolve("locks"), DownloadListener.LOG)
                    .fetch(Downloads.wanted(URI.create("http://models.invalid/file"), content, target));
            assertThat(target).hasBinaryContent(content);
            assertThat(server.asked()).containsExactly("http://models.invalid/file");
        }
    }
}
