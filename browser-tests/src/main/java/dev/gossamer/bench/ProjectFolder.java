package dev.gossamer.bench;

import dev.gossamer.testing.ProjectFolders;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the things lie that benchmarks serve and write. */
record ProjectFolder(Path root) {
  static ProjectFolder find() {
    return new ProjectFolder(ProjectFolders.root());
  }

  /** Pages, and the manifest of the peers. */
  Path bench() {
    return root.resolve("browser-tests/bench");
  }

  /** The folder that is published to npm. */
  Path npmPackage() {
    return root.resolve("wasm-bridge/target/npm");
  }

  Path reports() {
    return root.resolve("target/bench");
  }

  /**
   * @throws BenchFailure if the npm package is not built
   */
  BenchServer serve(PeerPackages packages) {
    if (!Files.exists(npmPackage().resolve("gossamer.mjs"))) {
      throw new BenchFailure("the npm package is not built (is Node.js missing?): " + npmPackage());
    }
    return BenchServer.start()
        .folder("/page/", bench().resolve("page"))
        .folder("/packages/", packages.installed())
        .folder("/gossamer/", npmPackage());
  }
}
