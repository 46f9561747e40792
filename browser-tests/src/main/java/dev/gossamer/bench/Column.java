package dev.gossamer.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One column of the table: a runtime and how it is used.
 *
 * @param name unique, for {@code --peers} and JSON
 * @param title for tables
 * @param runtime its file in {@code bench/page/runtimes}
 * @param options handed to the runtime
 * @param format of the model that it reads
 * @param files what a page must fetch to use it, below the server's root
 */
record Column(
    String name,
    String title,
    String runtime,
    ModelFormat format,
    Map<String, Object> options,
    List<String> files) {
  private static final List<String> GOSSAMER_FILES =
      List.of("/gossamer/gossamer.mjs", "/gossamer/gossamer.wasm");
  private static final String LITERT = "/packages/@litertjs/core/";
  private static final String TENSORFLOW = "/packages/@tensorflow/";
  private static final String TFLITE = TENSORFLOW + "tfjs-tflite/wasm/";
  private static final String ORT = "/packages/onnxruntime-web/dist/";

  /** Gossamer as a page uses it that is not isolated: in one thread, like the peers. */
  static final Column GOSSAMER = gossamer("gossamer", "Gossamer", Map.of("threads", 1));

  /** Gossamer without the rule that no peer has. */
  static final Column ALL_CHANNELS =
      gossamer(
          "gossamer-all-channels",
          "Gossamer, dead channels kept",
          Map.of("threads", 1, "keepDeadChannels", true));

  /** What is compared where threads are measured: one thread and two. */
  static final List<Column> THREADS =
      List.of(
          GOSSAMER,
          gossamer("gossamer-2", "Gossamer, 2 threads", Map.of("threads", 2)),
          new Column(
              "tfjs-tflite-2",
              "tfjs-tflite, 2 threads",
              "tfjs-tflite",
              ModelFormat.TFLITE,
              Map.of("threads", 2),
              List.of()),
          litert("litert-relaxed", "LiteRT.js relaxed", "litert_wasm_internal", 1),
          litert("litert-2", "LiteRT.js, 2 threads", "litert_wasm_threaded_internal", 2));

  /** Everything that Gossamer is compared with, the versions as in bench/package.json. */
  static final List<Column> PEERS =
      List.of(
          new Column(
              "tfjs-tflite",
              "tfjs-tflite 0.0.1-alpha.10",
              "tfjs-tflite",
              ModelFormat.TFLITE,
              Map.of(),
              List.of(
                  TFLITE + "tflite_web_api_client.js",
                  TFLITE + "tflite_web_api_cc_simd.js",
                  TFLITE + "tflite_web_api_cc_simd.wasm")),
          litert("litert", "LiteRT.js 2.5.3 compat", "litert_wasm_compat_internal", 1),
          litert("litert-relaxed", "LiteRT.js 2.5.3 relaxed", "litert_wasm_internal", 1),
          new Column(
              "ort",
              "onnxruntime-web 1.30.0",
              "ort",
              ModelFormat.ONNX,
              Map.of(),
              List.of(
                  ORT + "ort.wasm.min.mjs",
                  ORT + "ort-wasm-simd-threaded.mjs",
                  ORT + "ort-wasm-simd-threaded.wasm")),
          new Column(
              "tfjs-wasm",
              "tfjs-wasm 4.22.0",
              "tfjs-wasm",
              ModelFormat.OPERATORS,
              Map.of(),
              List.of(
                  TENSORFLOW + "tfjs-core/dist/tf-core.min.js",
                  TENSORFLOW + "tfjs-backend-cpu/dist/tf-backend-cpu.min.js",
                  TENSORFLOW + "tfjs-backend-wasm/dist/tf-backend-wasm.min.js",
                  TENSORFLOW + "tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm")));

  private static Column gossamer(String name, String title, Map<String, Object> options) {
    return new Column(name, title, "gossamer", ModelFormat.TFLITE, options, GOSSAMER_FILES);
  }

  private static Column litert(String name, String title, String build, int threads) {
    return new Column(
        name,
        title,
        "litert",
        ModelFormat.TFLITE,
        Map.of("build", build, "threads", threads),
        List.of(
            LITERT + "dist/index.js",
            "/packages/@litertjs/wasm-utils/dist/index.js",
            LITERT + "wasm/" + build + ".js",
            LITERT + "wasm/" + build + ".wasm"));
  }

  boolean isGossamer() {
    return runtime.equals(GOSSAMER.runtime);
  }

  static Optional<Column> peer(String name) {
    return PEERS.stream().filter(peer -> peer.name.equals(name)).findFirst();
  }

  /** As it is, without running on dummy data before the first run; peers never do. */
  Column withoutWarmUp() {
    if (!isGossamer()) {
      return this;
    }
    Map<String, Object> changed = new HashMap<>(options);
    changed.put("warmup", false);
    return new Column(name, title, runtime, format, changed, files);
  }
}
