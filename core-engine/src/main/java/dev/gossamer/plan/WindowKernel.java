package dev.gossamer.plan;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Op.Pool2d;
import java.util.List;

/**
 * Maximum or average over windows of pixels. Pixels whose windows are cut by the picture's edge in
 * the same way form a region.
 *
 * <p>Operands: input, output, then the tables that loops refer to, then one table of taps per
 * region that has no inline taps: their number, the factor (float bits) and their byte offsets.
 *
 * @param tables number of loop tables
 */
public record WindowKernel(
    Pool2d.Kind kind, Activation activation, List<Region> regions, int tables) implements Kernel {
  public WindowKernel {
    regions = List.copyOf(regions);
  }

  /**
   * Pixels of one window.
   *
   * @param taps byte offsets of the window's pixels from the first; empty if a table has them
   * @param nests loops over input, tap table and output
   */
  public record Region(List<Integer> taps, List<LoopNest> nests) {
    public Region {
      taps = List.copyOf(taps);
      nests = List.copyOf(nests);
    }
  }

  @Override
  public String label() {
    return kind == Pool2d.Kind.MAX ? "maximum of windows" : "average of windows";
  }
}
