package dev.figment.core.data;

import org.slf4j.LoggerFactory;

/** Is told how downloads go. Called from the thread that downloads. */
public interface DownloadListener {
    /** Writes to the log where each download begins and ends. */
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
    };

    /** A download begins, from the first address or, after a failure, from the next. */
    void begins(String file, String address);

    /**
     * @param bytes so far
     * @param total as the server says; -1 where it does not
     */
    void received(String file, long bytes, long total);
}
