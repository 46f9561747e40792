package dev.gossamer.tflite;

import dev.gossamer.tflite.TableLayout.Child;
import dev.gossamer.tflite.TableLayout.Children;
import dev.gossamer.tflite.TableLayout.Field;
import dev.gossamer.tflite.TableLayout.Numbers;
import dev.gossamer.tflite.TableLayout.Scalar;
import dev.gossamer.tflite.TableLayout.Union;
import dev.gossamer.tflite.schema.BuiltinOptions;
import dev.gossamer.tflite.schema.SparseIndexVector;

/** The tables of tflite.fbs as the verifier needs them; the order of fields is the order there. */
public final class TfliteTables {
  private TfliteTables() {}

  private static final TableLayout QUANTIZATION =
      new TableLayout(
          "QuantizationParameters",
          floats("min"),
          floats("max"),
          floats("scale"),
          new Numbers("zero_point", 8),
          flag("details_type"),
          new Union("details", new TableLayout[0]),
          integer("quantized_dimension"));

  private static final TableLayout DIMENSION_METADATA =
      new TableLayout(
          "DimensionMetadata",
          flag("format"),
          integer("dense_size"),
          flag("array_segments_type"),
          new Union("array_segments", indexVectors()),
          flag("array_indices_type"),
          new Union("array_indices", indexVectors()));

  private static final TableLayout SPARSITY =
      new TableLayout(
          "SparsityParameters",
          integers("traversal_order"),
          integers("block_map"),
          new Children("dim_metadata", DIMENSION_METADATA));

  private static final TableLayout TENSOR =
      new TableLayout(
          "Tensor",
          integers("shape"),
          flag("type"),
          integer("buffer"),
          text("name"),
          new Child("quantization", QUANTIZATION),
          flag("is_variable"),
          new Child("sparsity", SPARSITY),
          integers("shape_signature"),
          flag("has_rank"));

  public static final TableLayout OPERATOR_CODE =
      new TableLayout(
          "OperatorCode",
          flag("deprecated_builtin_code"),
          text("custom_code"),
          integer("version"),
          integer("builtin_code"));

  private static final TableLayout OPERATOR =
      new TableLayout(
          "Operator",
          integer("opcode_index"),
          integers("inputs"),
          integers("outputs"),
          flag("builtin_options_type"),
          new Union("builtin_options", builtinOptions()),
          new Numbers("custom_options", 1),
          flag("custom_options_format"),
          new Numbers("mutating_variable_inputs", 1),
          integers("intermediates"),
          new Scalar("large_custom_options_offset", 8),
          new Scalar("large_custom_options_size", 8));

  public static final TableLayout SUBGRAPH =
      new TableLayout(
          "SubGraph",
          new Children("tensors", TENSOR),
          integers("inputs"),
          integers("outputs"),
          new Children("operators", OPERATOR),
          text("name"));

  private static final TableLayout BUFFER =
      new TableLayout(
          "Buffer", new Numbers("data", 1), new Scalar("offset", 8), new Scalar("size", 8));

  /** The root. Metadata and signatures, which come behind these fields, are never read. */
  public static final TableLayout MODEL =
      new TableLayout(
          "Model",
          integer("version"),
          new Children("operator_codes", OPERATOR_CODE),
          new Children("subgraphs", SUBGRAPH),
          text("description"),
          new Children("buffers", BUFFER));

  private static TableLayout[] indexVectors() {
    TableLayout[] byType = new TableLayout[SparseIndexVector.Uint8Vector + 1];
    byType[SparseIndexVector.Int32Vector] = new TableLayout("Int32Vector", integers("values"));
    byType[SparseIndexVector.Uint16Vector] =
        new TableLayout("Uint16Vector", new Numbers("values", 2));
    byType[SparseIndexVector.Uint8Vector] =
        new TableLayout("Uint8Vector", new Numbers("values", 1));
    return byType;
  }

  private static TableLayout[] builtinOptions() {
    TableLayout[] byType = new TableLayout[BuiltinOptions.names.length];
    Field activation = flag("fused_activation_function");
    Field[] window = {flag("padding"), integer("stride_w"), integer("stride_h")};
    Field[] dilation = {integer("dilation_w_factor"), integer("dilation_h_factor")};
    put(byType, BuiltinOptions.Conv2DOptions, join(window, join(activation, dilation)));
    put(
        byType,
        BuiltinOptions.DepthwiseConv2DOptions,
        join(window, join(integer("depth_multiplier"), join(activation, dilation))));
    put(
        byType,
        BuiltinOptions.Pool2DOptions,
        join(window, integer("filter_width"), integer("filter_height"), activation));
    put(byType, BuiltinOptions.TransposeConvOptions, join(window, activation));
    put(
        byType,
        BuiltinOptions.FullyConnectedOptions,
        activation,
        flag("weights_format"),
        flag("keep_num_dims"));
    put(byType, BuiltinOptions.SoftmaxOptions, integer("beta"));
    put(byType, BuiltinOptions.ConcatenationOptions, integer("axis"), activation);
    put(byType, BuiltinOptions.AddOptions, activation);
    put(byType, BuiltinOptions.SubOptions, activation);
    put(byType, BuiltinOptions.MulOptions, activation);
    put(byType, BuiltinOptions.DivOptions, activation);
    put(
        byType,
        BuiltinOptions.ResizeBilinearOptions,
        integer("new_height"),
        integer("new_width"),
        flag("align_corners"),
        flag("half_pixel_centers"));
    put(
        byType,
        BuiltinOptions.ResizeNearestNeighborOptions,
        flag("align_corners"),
        flag("half_pixel_centers"));
    put(byType, BuiltinOptions.ReshapeOptions, integers("new_shape"));
    put(byType, BuiltinOptions.SqueezeOptions, integers("squeeze_dims"));
    put(byType, BuiltinOptions.SpaceToDepthOptions, integer("block_size"));
    put(byType, BuiltinOptions.DepthToSpaceOptions, integer("block_size"));
    put(byType, BuiltinOptions.GatherOptions, integer("axis"), integer("batch_dims"));
    put(byType, BuiltinOptions.ReducerOptions, flag("keep_dims"));
    put(
        byType,
        BuiltinOptions.StridedSliceOptions,
        integer("begin_mask"),
        integer("end_mask"),
        integer("ellipsis_mask"),
        integer("new_axis_mask"),
        integer("shrink_axis_mask"),
        flag("offset"));
    put(byType, BuiltinOptions.SplitOptions, integer("num_splits"));
    put(byType, BuiltinOptions.SplitVOptions, integer("num_splits"));
    put(byType, BuiltinOptions.LeakyReluOptions, integer("alpha"));
    return byType;
  }

  private static void put(TableLayout[] byType, byte type, Field... fields) {
    byType[type] = new TableLayout(BuiltinOptions.names[type], fields);
  }

  private static Field[] join(Field[] first, Field... rest) {
    Field[] all = new Field[first.length + rest.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(rest, 0, all, first.length, rest.length);
    return all;
  }

  private static Field[] join(Field first, Field... rest) {
    return join(new Field[] {first}, rest);
  }

  private static Field flag(String name) {
    return new Scalar(name, 1);
  }

  private static Field integer(String name) {
    return new Scalar(name, 4);
  }

  private static Field integers(String name) {
    return new Numbers(name, 4);
  }

  private static Field floats(String name) {
    return new Numbers(name, 4);
  }

  private static Field text(String name) {
    return new Numbers(name, 1);
  }
}
