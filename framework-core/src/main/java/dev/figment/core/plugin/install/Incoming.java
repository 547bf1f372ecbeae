package dev.figment.core.plugin.install;

import java.nio.file.Path;

/**
 * A plugin that has been fetched and is not installed yet.
 *
 * @param zip in a folder for what is not finished
 * @param source where it came from, so that it can be fetched again from any working folder
 */
record Incoming(Path zip, String source, String sha256) {}
