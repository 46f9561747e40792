package dev.gossamer.plan;

import dev.gossamer.graph.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * Convolution as a sparse matrix times pixels: a column of the weight matrix is an input plane
 * (shifted, for kernels larger than 1x1), a row an output channel. Rows go in groups that share
 * their list of columns; dense weights are groups in which every column is listed.
 *
 * <p>Operands: input, output, index stream, weight stream, then the residual if there is one, then
 * scratch for partial sums if there is more than one block, then the first step and the one behind
 * the last, counted over all loops, if it is ranged.
 *
 * @param rows output channels per group
 * @param unroll columns per pass of the inner loop; the index of a column is loaded that many
 *     columns ahead
 * @param dense whether all groups list the same columns: the list is stored once, and its start
 *     again behind it, so that the pointers of the next group are ready when a group ends
 * @param blocks how many blocks the columns are cut into, so that a tile of one block stays in the
 *     L1 cache
 * @param activation applied last
 * @param slopes whether the weight stream holds PReLU slopes
 * @param residual whether a residual is added
 * @param ranged whether a call does only some of the steps
 */
public record PointwiseKernel(
    int rows,
    int unroll,
    boolean dense,
    int blocks,
    List<PixelLoop> loops,
    Activation activation,
    boolean slopes,
    boolean residual,
    boolean ranged)
    implements Kernel {
  public PointwiseKernel {
    loops = List.copyOf(loops);
  }

  /**
   * Words before a group's weights: main count, rest, then one word per row of each field: biases,
   * output offsets, scratch offsets (with more than one block), residual offsets (with a residual
   * or more than one block, so that the passes before the last are the same for both), slopes (with
   * PReLU).
   */
  public int headerWords() {
    int residuals = residual || blocks > 1 ? 1 : 0;
    return 2 + rows * (2 + residuals + (blocks > 1 ? 1 : 0) + (slopes ? 1 : 0));
  }

  /** Steps of all loops. */
  public int steps() {
    int steps = 0;
    for (PixelLoop loop : loops) {
      steps += loop.count();
    }
    return steps;
  }

  /** Vectors of the largest tile. */
  public int tileVectors() {
    return PixelLoop.largestTile(loops);
  }

  /**
   * Offsets that passes read at run time: for every tile in order, those of its stores and then of
   * its residuals, where they are tabled. They lie behind the directory of the weight stream.
   */
  public List<Integer> tables() {
    List<Integer> words = new ArrayList<>();
    for (PixelLoop loop : loops) {
      for (PixelLoop.Tile tile : loop.tiles()) {
        words.addAll(tile.map().tables());
      }
    }
    return words;
  }

  /** Words of the weight stream's directory: three per block. */
  public int directoryWords() {
    return 3 * blocks;
  }

  @Override
  public String label() {
    return "pointwise "
        + rows
        + "x1, "
        + tileVectors()
        + " vectors"
        + (blocks > 1 ? ", " + blocks + " blocks" : "");
  }
}
