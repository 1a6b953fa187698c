#!/usr/bin/env bash
# Fuzzes what reads untrusted text: Tests/Fuzz/fuzz.sh SECONDS [TARGET...], SECONDS for all targets together.
#
# Each target is one command of swiftc: SwiftPM's `--sanitize=fuzzer --sanitize=address` obeys one of the two, by chance.
# Before a target is believed it has to find two bugs that are put in on purpose, one that crashes and one that accepts
# garbage. Up to 60 seconds a fixed seed is used, so that CI does the same each time.
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=${1:?seconds}
shift
targets=("$@")
((${#targets[@]})) || targets=(results calibration options imports)
work=${FUZZ_DIR:-.build/fuzz}
share=$((seconds / ${#targets[@]}))
seed=0
((seconds > 60)) || seed=1
# Swift's own back-trace of an ASan'd program takes minutes.
export SWIFT_BACKTRACE=enable=no

sources() {
	case $1 in
	results) echo Sources/BenchmarkResults/*.swift Tests/Fuzz/Properties/{ReferenceCSV,ResultFileProperty}.swift ;;
	calibration)
		echo Sources/{BenchmarkResults,Statistics,Comparing}/*.swift \
			Tests/Fuzz/Properties/{ReferenceCSV,CalibrationProperty}.swift
		;;
	options)
		echo Sources/netnsbench/{ListOfNumbers,TimeSpan,ShellWords}.swift Sources/BenchmarkResults/CPUList.swift \
			Tests/Fuzz/Properties/OptionsProperty.swift
		;;
	imports) echo Sources/{BenchmarkResults,Bridges}/*.swift Tests/Fuzz/Properties/ImportProperty.swift ;;
	*) echo "error: no target '$1'; there are: results calibration options imports" >&2; return 1 ;;
	esac
}

build() {
	local files
	files=$(sources "$1")
	# The linker warns of symbols of ASan's own that are local; nothing else may be said.
	# shellcheck disable=SC2086
	swiftc -swift-version 6 -g -O -wmo -parse-as-library -D FUZZING -I Tests/Fuzz/Stubs -module-name Fuzz \
		-sanitize=fuzzer,address $files Tests/Fuzz/Properties/Property.swift \
		"Tests/Fuzz/Entries/${1^}Entry.swift" Tests/Fuzz/Entries/Entry.swift -o "$work/$1" 2>"$work/$1.build" ||
		{ cat "$work/$1.build" >&2; return 1; }
}

# No input is longer than a long row. Lengths are not held back: a seed is as short as it may be, and every bug beyond it.
fuzz() {
	local target=$1
	shift
	"$work/$target" -max_len=2048 -len_control=0 -timeout=10 -rss_limit_mb=2048 -dict="Tests/Fuzz/dictionaries/$target.dict" \
		-print_final_stats=1 -artifact_prefix="$work/$target-" "$@"
}

# What a canary starts from: with many inputs, each gets few of the runs.
declare -A start=([results]=crlf [calibration]=one-line [options]=range [imports]=gbench)

# A canary starts from one seed, which does not show it. It has so many runs, not so much time: CI may be busy.
canary() {
	local log="$work/$1-canary-$2.log" from="$work/$1-canary"
	rm -rf "$from" && mkdir -p "$from" && cp "Tests/Fuzz/seeds/$1/${start[$1]}" "$from/"
	if FUZZ_CANARY=none fuzz "$1" -runs=0 "$from" >"$log" 2>&1 && ! FUZZ_CANARY=$2 fuzz "$1" -runs=0 "$from" >"$log" 2>&1; then
		echo "error: $1: a seed shows the canary '$2' at once: nothing is left to find" >&2
		return 1
	fi
	if FUZZ_CANARY=$2 fuzz "$1" -seed=1 -runs=500000 -artifact_prefix="$from/" "$from" >"$log" 2>&1; then
		echo "error: $1: the canary '$2' was not found: see $log" >&2
		return 1
	fi
	grep -aq "crash-" "$log" || { echo "error: $1: the canary '$2' ended otherwise: see $log" >&2; return 1; }
	echo "$1: found the canary '$2' at input $(grep -ao '^#[0-9]*' "$log" | tail -1 | tr -d '#') or soon after"
}

mkdir -p "$work"
for target in "${targets[@]}"; do
	sources "$target" >/dev/null
	build "$target"
	canary "$target" crash
	canary "$target" garbage
	mkdir -p "$work/corpus/$target"
	log="$work/$target.log"
	status=0
	fuzz "$target" -seed="$seed" -max_total_time="$share" "$work/corpus/$target" "Tests/Fuzz/corpus/$target" "Tests/Fuzz/seeds/$target" \
		>"$log" 2>&1 || status=$?
	grep -aE '^#[0-9]+.*DONE|stat::(number_of_executed_units|average_exec_per_sec|peak_rss_mb)' "$log" |
		sed "s/^/$target: /" || true
	if ((status)); then
		grep -aE 'violation: |Fatal error|ERROR: |Test unit written' "$log" | cut -c 1-400 >&2
		echo "error: $target: a finding: see $log" >&2
		exit 1
	fi
done
