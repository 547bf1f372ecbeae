#!/usr/bin/env bash
# Chooses the window, the number of latents and the score of a detector for a series of the Numenta Anomaly Benchmark by no
# label: the setting by which windows of the last 85 % are best told from the same windows with anomalies put into them (Goswami
# et al., ICLR 2023), in the mean of three draws. Each line has the areas under the ROC curve. From the repository's root, with
# FIGMENT_DATA set:
#   benchmarks/choose-detector.sh machine_temperature_system_failure
set -euo pipefail

series=${1:?the name of a series in nab-sensors/all/realKnownCause}
runs=$(mktemp -d)
trap 'rm -rf "$runs"' EXIT
data="data:nab-sensors/all/realKnownCause/$series.csv"
scores="negative-elbo reconstruction-error kl latent-distance"
echo "window latents $scores"
for window in 16 32 64 128 256; do
    for latents in 4 8 16; do
        run="$runs/$window-$latents"
        if ! ./figment train configs/train/machine-anomaly.yaml --set data.train="$data" --set data.series.window=$window \
                --set recipe.latents=$latents --set to="$run" > "$runs/log" 2>&1; then
            echo "$window $latents: $(grep -m 1 -v '^ *$' "$runs/log")" >&2
            continue
        fi
        rm -f "$runs/numbers"
        for seed in 1 2 3; do
            ./figment evaluate benchmarks/configs/inject-anomalies.yaml --set seed=$seed \
                    --set components.detector.model="$run/model" --set steps.0.read-series.from="$data" \
                    --set steps.0.read-series.series.window=$window >> "$runs/numbers" 2> "$runs/log" \
                || { echo "$window $latents: $(grep -m 1 -v '^ *$' "$runs/log")" >&2; continue 2; }
        done
        printf '%s %s' "$window" "$latents"
        for score in $scores; do
            awk -v name="$score-roc-auc" '$1 == name { sum += $2; n++ } END { printf " %.4f", sum / n }' "$runs/numbers"
        done
        echo
    done
done | tee "$runs/table"
awk -v names="$scores" 'BEGIN { split(names, name, " ") }
    { for (i = 3; i <= 6; i++) if ($i > best) { best = $i; choice = "window " $1 ", latents " $2 ", score " name[i - 2] } }
    END { print "chosen: " choice " (" best ")" }' "$runs/table"
