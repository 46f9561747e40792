package dev.gossamer.models.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gossamer.format.GossFile;
import dev.gossamer.graph.GraphStatistics;
import dev.gossamer.graph.LayerStatistics;
import dev.gossamer.graph.LayerStatistics.Kind;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import dev.gossamer.models.cli.Inspection.Layer;
import java.util.List;
import java.util.Locale;

/**
 * An inspection for programs. The form is described in {@code docs/inspect-json.md} and only grows.
 */
final class InspectionJson {
  /** Raised when a field changes its meaning or goes. */
  private static final int VERSION = 1;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private InspectionJson() {}

  static String of(Inspection inspection) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("version", VERSION);
    root.put("model", inspection.model().name());
    root.put("bytes", inspection.model().bytes().length);
    values(root.putArray("inputs"), inspection.graph().inputs());
    values(root.putArray("outputs"), inspection.graph().outputs());
    inspection.goss().ifPresent(goss -> goss(root.putObject("goss"), goss));
    ArrayNode operators = root.putArray("operators");
    inspection
        .operators()
        .forEach(
            operator ->
                operators
                    .addObject()
                    .put("operator", operator.op())
                    .put("count", operator.count()));
    ArrayNode layers = root.putArray("layers");
    inspection.layers().forEach(layer -> layer(layers.addObject(), layer));
    totals(root.putObject("totals"), inspection.statistics());
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree of plain values can always be written", impossible);
    }
  }

  private static void goss(ObjectNode node, GossFile goss) {
    node.put("majorVersion", goss.majorVersion());
    node.put("minorVersion", goss.minorVersion());
    node.put("producer", goss.info().producer());
    node.put("sourceSha256", goss.info().sourceSha256());
    node.put("recipe", goss.info().recipe());
    ArrayNode ranges = node.putArray("inputRanges");
    goss.info()
        .inputRanges()
        .forEach(range -> ranges.addArray().add(range.low()).add(range.high()));
    ArrayNode sections = node.putArray("sections");
    goss.sections()
        .forEach(
            section ->
                sections
                    .addObject()
                    .put("storage", section.storage())
                    .put("bytes", section.bytes()));
  }

  private static void values(ArrayNode array, List<Value> values) {
    for (Value value : values) {
      ObjectNode node = array.addObject();
      node.put("name", value.name());
      node.put("type", value.type().name().toLowerCase(Locale.ROOT));
      shape(node.putArray("shape"), value.shape());
    }
  }

  private static void layer(ObjectNode node, Layer layer) {
    LayerStatistics statistics = layer.statistics();
    node.put("index", layer.index());
    node.put("name", statistics.node());
    node.put("operator", statistics.op());
    node.put("activation", layer.node().op().activation().name().toLowerCase(Locale.ROOT));
    statistics.inputs().forEach(shape -> shape(node.withArray("inputs").addArray(), shape));
    statistics.outputs().forEach(shape -> shape(node.withArray("outputs").addArray(), shape));
    Window.of(layer.node())
        .ifPresent(
            window -> {
              node.putArray("kernel").add(window.height()).add(window.width());
              node.putArray("stride").add(window.stride().height()).add(window.stride().width());
              node.putArray("dilation")
                  .add(window.dilation().height())
                  .add(window.dilation().width());
            });
    if (statistics.kind() != Kind.NONE) {
      node.put("kind", statistics.kind().name().toLowerCase(Locale.ROOT));
      shape(node.putArray("weightsShape"), statistics.weightsShape());
      node.put("density", statistics.density());
    }
    node.put("weights", statistics.weights());
    node.put("zeros", statistics.zeros());
    node.put("macs", statistics.macs());
    node.put("macsOnNonZeros", statistics.macsOnNonZeros());
  }

  private static void totals(ObjectNode node, GraphStatistics statistics) {
    node.put("weights", statistics.weights());
    node.put("zeros", statistics.zeros());
    node.put("macs", statistics.macs());
    node.put("macsOnNonZeros", statistics.macsOnNonZeros());
    ObjectNode share = node.putObject("share");
    share.put("pointwise", statistics.share(Kind.POINTWISE));
    share.put("depthwise", statistics.share(Kind.DEPTHWISE));
    share.put("other", statistics.share(Kind.OTHER));
  }

  private static void shape(ArrayNode array, Shape shape) {
    for (int extent : shape.dims()) {
      array.add(extent);
    }
  }
}
