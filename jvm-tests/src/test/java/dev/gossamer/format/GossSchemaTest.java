package dev.gossamer.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gossamer.tflite.SchemaComparison;
import org.junit.jupiter.api.Test;

/** The verifier sees the file as the generated classes do. */
class GossSchemaTest {
  @Test
  void theVerifiersTablesAreThoseOfTheSchema() {
    assertThat(SchemaComparison.compare(GossTables.MODEL, "tflite.fbs", "gossamer.fbs"))
        .contains("GossModel", "Section", "Layout", "Provenance", "InputRange", "SubGraph");
  }
}
