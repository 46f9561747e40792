package dev.gossamer.plan;

import java.util.List;

/**
 * A part of an output picture that is worked through in equal steps of some rows, each step the
 * same tiles; cut by {@link PixelTiling}.
 *
 * @param count number of steps
 * @param inputStep bytes from one step's input to the next
 * @param outputStep bytes from one step's output to the next
 * @param residualStep bytes from one step's residual to the next
 */
public record PixelLoop(
    int count, int inputStep, int outputStep, int residualStep, List<Tile> tiles) {
  public PixelLoop {
    tiles = List.copyOf(tiles);
  }

  /** One tile of a step: bases are byte offsets from the step's start in the buffers. */
  public record Tile(int inputBase, int outputBase, int residualBase, PixelMap map) {}

  /** Total vectors worked on, dead lanes included. */
  public static long vectors(List<PixelLoop> loops) {
    long vectors = 0;
    for (PixelLoop loop : loops) {
      for (Tile tile : loop.tiles()) {
        vectors += (long) loop.count() * tile.map().vectors();
      }
    }
    return vectors;
  }

  /** Vectors of the largest tile. */
  public static int largestTile(List<PixelLoop> loops) {
    int most = 0;
    for (PixelLoop loop : loops) {
      for (Tile tile : loop.tiles()) {
        most = Math.max(most, tile.map().vectors());
      }
    }
    return most;
  }
}
