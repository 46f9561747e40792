package dev.gossamer.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The verifier is only worth something if it sees the file as the generated classes do: its tables
 * must be those of the schema, field by field.
 */
class SchemaTest {
  @Test
  void theVerifiersTablesAreThoseOfTheSchema() {
    assertThat(SchemaComparison.compare(TfliteTables.MODEL, "tflite.fbs"))
        .contains("Tensor", "Operator", "DimensionMetadata", "Uint16Vector", "Conv2DOptions")
        .hasSizeGreaterThan(30);
  }
}
