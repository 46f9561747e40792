package dev.gossamer.models.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.testing.ZooFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fetches everything for real, 95 MB at the first run; skipped where npm or the network is missing.
 */
@Tag("network")
class ZooDownloadTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void fileCanBeFetchedAndIsWhatTheManifestSays(String name) throws IOException {
    Path file = ZooFiles.require(name);
    byte[] contents = Files.readAllBytes(file);
    ZooEntry entry = Zoo.standard().entry(name);
    assertThat(contents).hasSize((int) entry.bytes());
    assertThat(FileHash.sha256(contents)).isEqualTo(entry.sha256());
    if (entry instanceof ZooEntry.ZooModel) {
      assertThat(new String(contents, 4, 4, java.nio.charset.StandardCharsets.US_ASCII))
          .isEqualTo("TFL3");
    }
  }

  static Stream<String> names() {
    return Zoo.standard().entries().stream().map(ZooEntry::name);
  }
}
