package dev.gossamer.format;

import dev.gossamer.tflite.TableLayout;
import dev.gossamer.tflite.TableLayout.Child;
import dev.gossamer.tflite.TableLayout.Children;
import dev.gossamer.tflite.TableLayout.Numbers;
import dev.gossamer.tflite.TableLayout.Scalar;
import dev.gossamer.tflite.TfliteTables;

/**
 * The tables of gossamer.fbs as the verifier needs them; the order of fields is the order there.
 */
final class GossTables {
  private GossTables() {}

  private static final Scalar MAJOR_VERSION = new Scalar("major_version", 2);
  private static final Scalar MINOR_VERSION = new Scalar("minor_version", 2);

  /** All that may be asked of a file whose version is not known yet. */
  static final TableLayout VERSION = new TableLayout("GossModel", MAJOR_VERSION, MINOR_VERSION);

  private static final TableLayout LAYOUT =
      new TableLayout(
          "Layout",
          new Numbers("traversal_order", 1),
          new Numbers("formats", 1),
          new Numbers("block_map", 1),
          new Numbers("block_sizes", 4));

  private static final TableLayout SECTION =
      new TableLayout(
          "Section",
          new Scalar("storage", 1),
          new Scalar("index_code", 1),
          new Scalar("sparse", 1),
          new Scalar("block_rows", 4),
          new Scalar("block_columns", 4),
          new Scalar("n", 1),
          new Scalar("m", 1),
          new Child("layout", LAYOUT),
          new Numbers("indices", 1),
          new Numbers("patterns", 8),
          new Numbers("values", 1));

  private static final TableLayout INPUT_RANGE =
      new TableLayout("InputRange", new Scalar("low", 4), new Scalar("high", 4));

  private static final TableLayout PROVENANCE =
      new TableLayout("Provenance", new Numbers("source_sha256", 1), new Numbers("recipe", 1));

  /** The root. */
  static final TableLayout MODEL =
      new TableLayout(
          "GossModel",
          MAJOR_VERSION,
          MINOR_VERSION,
          new Scalar("checksum", 4),
          new Numbers("producer", 1),
          new Children("operator_codes", TfliteTables.OPERATOR_CODE),
          new Child("graph", TfliteTables.SUBGRAPH),
          new Children("sections", SECTION),
          new Child("provenance", PROVENANCE),
          new Children("input_ranges", INPUT_RANGE));
}
