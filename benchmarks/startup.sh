#!/usr/bin/env bash
# Runs a small config where one plugin and one model are installed beside Figment's own, and where 50 plugins and 500 models
# are, in turn, and prints the medians of the times and their ratio. Each plugin has an id and a step of its own, and all the
# classes of Figment's plugin for classifiers.
# From the repository's root, after a build and a run of ./figment: benchmarks/startup.sh [RUNS]
set -euo pipefail

runs=${1:-15}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$PWD
dist=$root/cli/target/figment

mkdir -p "$work/plugin/classes/META-INF" "$work/source"
(cd "$work/plugin" && jar xf "$dist"/plugins/*classifier*.zip lib)
echo bench.Brought > "$work/plugin/classes/META-INF/extensions.idx"
cat > "$work/source/Brought.java" <<'JAVA'
package bench;

import dev.figment.api.Images;
import dev.figment.api.Position;
import dev.figment.api.Transform;
import dev.figment.api.plugin.Contribution;
import dev.figment.api.plugin.FigmentPlugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

public final class Brought implements FigmentPlugin {
    public record Config() {}

    public static final class Same implements Transform<Images, Images> {
        public Same(Config config) {}

        @Override
        public Images apply(Images batch, Position at) {
            return batch;
        }
    }

    @Override
    public List<Contribution> contributions() {
        try (var name = Brought.class.getResourceAsStream("/name.txt")) {
            return List.of(Contribution.step(
                    new String(name.readAllBytes()).strip(), "gives what it takes", Same.class, Config.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
JAVA
javac --release 17 -proc:none -cp "$dist/lib/*" -d "$work/plugin/classes" "$work/source/Brought.java"

# home PLUGINS MODELS
home() {
    local home=$work/home-$1
    mkdir -p "$home/plugins"
    for i in $(seq "$1"); do
        printf 'plugin.id=same-%s\nplugin.version=1.0.0\n' "$i" > "$work/plugin/plugin.properties"
        echo "same-$i" > "$work/plugin/classes/name.txt"
        jar cfM "$home/plugins/same-$i.zip" -C "$work/plugin" .
    done
    for i in $(seq "$2"); do
        mkdir -p "$home/zoo/model-$i"
        sed "s/^name: .*/name: model-$i/" zoo/digits-vae/card.yaml > "$home/zoo/model-$i/card.yaml"
    done
}

# run PLUGINS: prints milliseconds
run() {
    local start=${EPOCHREALTIME/[.,]/}
    FIGMENT_HOME=$work/home-$1 ./figment run configs/run/digits-morph.yaml \
            --set steps.4.write-grid.to="$work/grid.png" > /dev/null
    echo $(((${EPOCHREALTIME/[.,]/} - start) / 1000))
}

median() {
    sort -n "$1" | sed -n "$(((runs + 1) / 2))p"
}

home 1 1
home 50 500
for plugins in 1 50; do
    echo "first run, plugins: $plugins: $(run $plugins) ms"
    run $plugins > /dev/null
done
for _ in $(seq "$runs"); do
    for plugins in 1 50; do
        run $plugins >> "$work/times-$plugins"
    done
done
one=$(median "$work/times-1")
many=$(median "$work/times-50")
echo "median, 1 plugin and 1 model: $one ms"
echo "median, 50 plugins and 500 models: $many ms"
awk -v one="$one" -v many="$many" 'BEGIN { printf "ratio: %.2f\n", many / one }'
