package dev.gossamer.graph;

import java.util.List;

/**
 * What one node costs.
 *
 * @param node its name
 * @param op its operator's label
 * @param kind which share of the work it belongs to
 * @param inputs shapes of the inputs that are not constant
 * @param outputs shapes of the outputs
 * @param weightsShape shape of the weights; null where there are none
 * @param weights elements of the weights, without bias
 * @param zeros those that are zero
 * @param density share of the weights that is not zero, 0..1; 1 without weights
 * @param macs multiply-adds if every weight is multiplied; 0 for operators without weights. Padded
 *     pixels count as pixels
 * @param macsOnNonZeros multiply-adds if zero weights are skipped
 */
public record LayerStatistics(
    String node,
    String op,
    Kind kind,
    List<Shape> inputs,
    List<Shape> outputs,
    Shape weightsShape,
    long weights,
    long zeros,
    double density,
    long macs,
    long macsOnNonZeros) {

  /** Families of layers that cost multiply-adds, and the rest. */
  public enum Kind {
    /** A convolution with a 1x1 window. */
    POINTWISE,
    DEPTHWISE,
    /** Wider, grouped and transposed convolutions and fully connected layers. */
    OTHER,
    /** No weights to multiply by. */
    NONE
  }

  public LayerStatistics {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
