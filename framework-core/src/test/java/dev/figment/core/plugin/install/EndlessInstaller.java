package dev.figment.core.plugin.install;

import dev.figment.core.plugin.PluginHost;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A process that installs, updates and removes a plugin over and over, until it is killed. */
final class EndlessInstaller {
    private EndlessInstaller() {}

    /**
     * @param arguments the home folder, then zips of one plugin, oldest first
     */
    public static void main(String[] arguments) {
        Path home = Path.of(arguments[0]);
        List<String> zips = List.of(arguments).subList(1, arguments.length);
        PluginInstaller installer = new PluginInstaller(
                home, List.of(home.resolve("plugins")), home.resolve("cache"), List::of, PluginHost.PATIENCE);
        installer.recorded().forEach(installer::remove);
        while (true) {
            installer.install(zips.get(0), InstallOptions.TRUST);
            for (String zip : zips.subList(1, zips.size())) {
                installer.update("one", Optional.of(zip), InstallOptions.TRUST);
            }
            System.out.println("round");
            installer.remove("one");
        }
    }
}
