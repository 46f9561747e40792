package dev.gossamer.sparse;

import java.util.ArrayList;
import java.util.List;

/**
 * How a tensor's sparsity was encoded in the file, after TFLite's SparsityParameters (the format of
 * the TACO compiler, Kjolstad et al. 2017): kept so that writing gives the same encoding back.
 *
 * @param traversalOrder order in which dimensions are stored; entries from the tensor's rank on are
 *     block dimensions
 * @param blockMap the dimension that each block dimension divides; empty without blocks
 * @param formats one per entry of traversalOrder
 * @param blockSizes extent of each block dimension, in the order of blockMap
 */
public record TacoLayout(
    List<Integer> traversalOrder,
    List<Integer> blockMap,
    List<Format> formats,
    List<Integer> blockSizes) {

  /** How one dimension is stored. */
  public enum Format {
    DENSE,
    CSR
  }

  public TacoLayout {
    traversalOrder = List.copyOf(traversalOrder);
    blockMap = List.copyOf(blockMap);
    formats = List.copyOf(formats);
    blockSizes = List.copyOf(blockSizes);
  }

  /**
   * What every published sparse model uses: natural order, no blocks, the last dimension
   * compressed.
   */
  public static TacoLayout lastDimensionCsr(int rank) {
    List<Integer> order = new ArrayList<>();
    List<Format> formats = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      order.add(i);
      formats.add(i == rank - 1 ? Format.CSR : Format.DENSE);
    }
    return new TacoLayout(order, List.of(), formats, List.of());
  }

  /**
   * Natural order, the last dimension compressed, dense blocks of the first and last dimension
   * innermost.
   *
   * @param blockRows extent of blocks in the first dimension, 1 for none
   * @param blockColumns extent of blocks in the last dimension, 1 for none
   */
  public static TacoLayout blocks(int rank, int blockRows, int blockColumns) {
    TacoLayout rows = lastDimensionCsr(rank);
    List<Integer> order = new ArrayList<>(rows.traversalOrder);
    List<Format> formats = new ArrayList<>(rows.formats);
    List<Integer> map = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    if (blockRows > 1) {
      map.add(0);
      sizes.add(blockRows);
    }
    if (blockColumns > 1) {
      map.add(rank - 1);
      sizes.add(blockColumns);
    }
    for (int block = 0; block < map.size(); block++) {
      order.add(rank + block);
      formats.add(Format.DENSE);
    }
    return new TacoLayout(order, map, formats, sizes);
  }

  /** Whether a tensor of this shape can be stored so: blocks must divide their axes. */
  public boolean fits(int... shape) {
    boolean fits = shape.length == traversalOrder.size() - blockMap.size();
    for (int block = 0; fits && block < blockMap.size(); block++) {
      int axis = blockMap.get(block);
      fits = axis < shape.length && shape[axis] % blockSizes.get(block) == 0;
    }
    return fits;
  }
}
