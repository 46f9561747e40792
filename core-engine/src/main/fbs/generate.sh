#!/usr/bin/env bash
# Makes the Java classes of the schemas beside this file; run it after changing one and commit both.
# Needs flatc 2.0.8 (Debian package flatbuffers-compiler).
set -euo pipefail
cd "$(dirname "$0")"
java=../java
flatc --version | grep -q '2\.0\.8' || echo "note: made with flatc 2.0.8 so far, this is $(flatc --version)" >&2
rm -rf "$java/dev/gossamer/tflite/schema" "$java/dev/gossamer/format/schema"
flatc --java -o "$java" tflite.fbs gossamer.fbs
# The version check names a constant of flatc's own release; the run-time library is newer and compatible.
find "$java/dev/gossamer/tflite/schema" "$java/dev/gossamer/format/schema" -name '*.java' -exec sed -i '/ValidateVersion/d' {} +
