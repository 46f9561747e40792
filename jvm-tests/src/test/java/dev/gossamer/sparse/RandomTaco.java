package dev.gossamer.sparse;

import dev.gossamer.sparse.TacoLayout.Format;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A random shape, a sparse matrix in it and a layout that fits: blocks and levels in any order. */
public record RandomTaco(int[] shape, CsrMatrix matrix, TacoLayout layout) {

  public static RandomTaco of(long seed) {
    Random random = new Random(seed);
    int rank = 1 + random.nextInt(4);
    int[] shape = new int[rank];
    List<Integer> order = new ArrayList<>();
    List<Integer> blockMap = new ArrayList<>();
    List<Integer> blockSizes = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      int block = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 0;
      shape[axis] = Math.max(1, block) * (1 + random.nextInt(5));
      order.add(axis);
      if (block > 0) {
        blockMap.add(axis);
        blockSizes.add(block);
      }
    }
    for (int block = 0; block < blockMap.size(); block++) {
      order.add(rank + block);
    }
    Collections.shuffle(order, random);
    List<Format> formats = new ArrayList<>();
    for (int level = 0; level < order.size(); level++) {
      formats.add(random.nextBoolean() ? Format.DENSE : Format.CSR);
    }
    return new RandomTaco(
        shape, matrix(shape, random), new TacoLayout(order, blockMap, formats, blockSizes));
  }

  private static CsrMatrix matrix(int[] shape, Random random) {
    int elements = 1;
    for (int extent : shape) {
      elements *= extent;
    }
    float density = random.nextInt(4) == 0 ? random.nextInt(2) : random.nextFloat();
    float[] dense = new float[elements];
    for (int i = 0; i < elements; i++) {
      dense[i] = random.nextFloat() < density ? 1 + random.nextInt(100) : 0;
    }
    return CsrMatrix.fromDense(shape[0], elements / shape[0], dense);
  }
}
