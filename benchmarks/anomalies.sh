#!/usr/bin/env bash
# Trains a detector on the first 15 % of each of five series of the Numenta Anomaly Benchmark, all with the keys of
# configs/train/machine-anomaly.yaml, and prints the areas under the ROC curve of its scores on the rest.
# From the repository's root, with FIGMENT_DATA set: benchmarks/anomalies.sh [SEED]
set -euo pipefail

seed=${1:-1}
runs=$(mktemp -d)
trap 'rm -rf "$runs"' EXIT
scores="negative-elbo reconstruction-error kl latent-distance z pca"
printf '%-42s' series
for score in $scores; do printf ' %s' "$score"; done
echo
for series in machine_temperature_system_failure ambient_temperature_system_failure nyc_taxi \
        cpu_utilization_asg_misconfiguration ec2_request_latency_system_failure; do
    data="data:nab-sensors/all/realKnownCause/$series.csv"
    ./figment train configs/train/machine-anomaly.yaml --set seed="$seed" --set data.train="$data" \
            --set to="$runs/$series" > "$runs/log" 2>&1 || { cat "$runs/log" >&2; exit 1; }
    ./figment evaluate zoo/machine-anomaly/evaluate.yaml --set components.machine.model="$runs/$series/model" \
            --set steps.0.read-series.from="$data" > "$runs/numbers"
    printf '%-42s' "$series"
    for score in $scores; do
        printf " %-${#score}.3f" "$(awk -v name="$score-roc-auc" '$1 == name { print $2 }' "$runs/numbers")"
    done
    echo
done
