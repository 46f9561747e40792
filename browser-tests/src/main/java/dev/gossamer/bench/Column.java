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
 * @param files what a page must fetch to use it, below the server's root
 */
record Column(
    String name, String title, String runtime, Map<String, Object> options, List<String> files) {
  private static final List<String> GOSSAMER_FILES =
      List.of("/gossamer/gossamer.mjs", "/gossamer/gossamer.wasm");
  private static final String LITERT = "/packages/@litertjs/core/";
  private static final String TFLITE = "/packages/@tensorflow/tfjs-tflite/wasm/";

  /** Gossamer as a page uses it. */
  static final Column GOSSAMER =
      new Column("gossamer", "Gossamer", "gossamer", Map.of(), GOSSAMER_FILES);

  /** Gossamer without the rule that no peer has. */
  static final Column ALL_CHANNELS =
      new Column(
          "gossamer-all-channels",
          "Gossamer, dead channels kept",
          "gossamer",
          Map.of("keepDeadChannels", true),
          GOSSAMER_FILES);

  /** Everything that Gossamer is compared with, the versions as in bench/package.json. */
  static final List<Column> PEERS =
      List.of(
          new Column(
              "tfjs-tflite",
              "tfjs-tflite 0.0.1-alpha.10",
              "tfjs-tflite",
              Map.of(),
              List.of(
                  TFLITE + "tflite_web_api_client.js",
                  TFLITE + "tflite_web_api_cc_simd.js",
                  TFLITE + "tflite_web_api_cc_simd.wasm")),
          litert("litert", "LiteRT.js 2.5.3 compat", "litert_wasm_compat_internal"),
          litert("litert-relaxed", "LiteRT.js 2.5.3 relaxed", "litert_wasm_internal"));

  private static Column litert(String name, String title, String build) {
    return new Column(
        name,
        title,
        "litert",
        Map.of("build", build),
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
    return new Column(name, title, runtime, changed, files);
  }
}
