package dev.gossamer.bench.convert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.format.ModelReader;
import dev.gossamer.graph.Graph;
import dev.gossamer.models.nets.MobileNets;
import dev.gossamer.testing.GraphEquality;
import dev.gossamer.tflite.TfliteWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class TaskFilesTest {
  private static final byte[] MODEL = TfliteWriter.write(MobileNets.v2(0.8, 1, 1));

  @Test
  void aModelWithMetadataIsTheSameModel() {
    byte[] described = TaskFiles.withImageInput(MODEL, 127.5f, 127.5f);

    Graph graph = ModelReader.read(described);
    assertThat(GraphEquality.difference(graph, ModelReader.read(MODEL))).isNullOrEmpty();
    String text = new String(described, StandardCharsets.ISO_8859_1);
    assertThat(text).contains("TFLITE_METADATA").contains("M001");
    // The old file lies at the end, at a multiple of what its buffers are aligned to.
    assertThat(described).endsWith(MODEL);
    assertThat((described.length - MODEL.length) % 16).isZero();
  }

  @Test
  void aBundleHoldsItsFilesAsTheyAre() throws IOException {
    byte[] bundle = TaskFiles.bundle(new TreeMap<>(Map.of("a", MODEL, "b", new byte[] {1, 2, 3})));

    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bundle))) {
      ZipEntry first = zip.getNextEntry();
      assertThat(first.getName()).isEqualTo("a");
      assertThat(first.getMethod()).isEqualTo(ZipEntry.STORED);
      assertThat(zip.readAllBytes()).isEqualTo(MODEL);
      assertThat(zip.getNextEntry().getName()).isEqualTo("b");
      assertThat(zip.readAllBytes()).containsExactly(1, 2, 3);
      assertThat(zip.getNextEntry()).isNull();
    }
  }
}
