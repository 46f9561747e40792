package dev.gossamer;

import dev.gossamer.graph.Shape;
import java.util.List;

/**
 * One layer of a loaded model, as {@link Model#explain()} tells it.
 *
 * @param name the node's name
 * @param op operator, in upper case as TFLite spells it
 * @param inputs shapes of the inputs that are not constant
 * @param outputs shapes of the outputs
 * @param density share of the weights (without bias) that is not zero, 0..1; 1 without weights
 * @param macs multiply-adds if every weight is multiplied; 0 without weights
 * @param macsOnNonZeros multiply-adds if zero weights are skipped
 * @param notes what was fused into the layer or removed from it, a few words each
 */
public record LayerReport(
    String name,
    String op,
    List<Shape> inputs,
    List<Shape> outputs,
    double density,
    long macs,
    long macsOnNonZeros,
    List<String> notes) {
  public LayerReport {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    notes = List.copyOf(notes);
  }
}
