package dev.gossamer.plan;

import dev.gossamer.graph.Activation;
import java.util.List;

/**
 * Depthwise convolution, channel after channel. Channels are sorted by the pattern of taps whose
 * weights are not zero; each pattern has code of its own in which the other taps do not occur.
 *
 * <p>Operands: input, output, stream, then the residual if there is one. The stream starts with the
 * output's band stride, then for each pattern the number of its channels and the byte offset of
 * their entries. An entry is: byte offset of the input plane, byte offset of the output plane,
 * bias, the slope if there are slopes; then the weights in the pattern's order or, if taps are
 * listed, their number and for each its byte offset and its weight.
 *
 * @param patterns at most a handful
 * @param activation applied last
 * @param slopes whether entries hold PReLU slopes
 * @param residual whether a residual in the output's layout is added
 */
public record DepthwiseKernel(
    DepthwiseLoops loops,
    List<TapPattern> patterns,
    Activation activation,
    boolean slopes,
    boolean residual)
    implements Kernel {
  public DepthwiseKernel {
    patterns = List.copyOf(patterns);
  }

  /** Words of the stream before the entries. */
  public int headerWords() {
    return 1 + 2 * patterns.size();
  }

  @Override
  public String label() {
    int height = loops.taps().size() / loops.kernelWidth();
    return "depthwise "
        + height
        + "x"
        + loops.kernelWidth()
        + ", "
        + loops.tileRows()
        + " rows x "
        + loops.tileVectors()
        + " vectors"
        + (patterns.size() > 1 ? ", " + patterns.size() + " patterns" : "");
  }
}
