package dev.figment.cli;

import dev.figment.core.embed.Folders;
import dev.figment.core.plugin.install.InstallOptions;
import dev.figment.core.plugin.install.PluginInstaller;
import dev.figment.core.plugin.install.SigningKey;
import dev.figment.core.steps.CoreSteps;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What the commands that bring a plugin take. */
final class PluginInstallOptions {
    @Option(names = "--trust", description = "Run it although no known key has signed it. Said once for this content.")
    boolean trust;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "The public key (Ed25519, PEM) that must have signed it; updates must be signed with it too.")
    @Nullable
    Path key;

    @Nullable
    String sha256;

    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--sha256", paramLabel = "HEX", description = "The SHA-256 that its zip must have.")
    void sha256(String hex) {
        if (!hex.matches("[0-9a-fA-F]{64}")) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "--sha256 takes 64 hexadecimal digits, not '" + hex + "'");
        }
        sha256 = hex;
    }

    InstallOptions options() {
        return new InstallOptions(trust, Optional.ofNullable(key).map(SigningKey::read), Optional.ofNullable(sha256));
    }

    /** What changes the plugins of the installation that a command belongs to. */
    static PluginInstaller installer(CommandSpec command) {
        Folders folders = Figment.folders(command);
        return new PluginInstaller(
                folders.home(), folders.plugins(), folders.cache(), new CoreSteps(), folders.patience());
    }
}
