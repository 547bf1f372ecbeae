package dev.figment.core.download;

import java.time.Duration;
import org.slf4j.LoggerFactory;

/** Is told how downloads go. Called from the threads that download, of which there may be several. */
public interface DownloadListener {
    /** Writes to the log where each download begins and ends, and what is waited for. */
    DownloadListener LOG = new DownloadListener() {
        @Override
        public void begins(String file, String address) {
            LoggerFactory.getLogger(DownloadListener.class).info("downloading {} from {}", file, address);
        }

        @Override
        public void received(String file, long bytes, long total) {
            if (bytes == total) {
                LoggerFactory.getLogger(DownloadListener.class).info("downloaded {}: {} bytes", file, bytes);
            }
        }

        @Override
        public void waits(String file, Duration time, String why) {
            LoggerFactory.getLogger(DownloadListener.class)
                    .info("trying {} again in {} s: {}", file, time.toMillis() / 1000.0, why);
        }
    };

    /** A download begins, from the first address or, after a failure, from it again or from the next. */
    void begins(String file, String address);

    /**
     * @param bytes so far
     * @param total as the server says; -1 where it does not
     */
    void received(String file, long bytes, long total);

    /** Something went wrong that may pass: it is tried again after this time. */
    void waits(String file, Duration time, String why);
}
