package dev.gossamer.plan;

import dev.gossamer.sparse.CsrMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Chooses group size and tiles of a pointwise kernel by estimated work, and makes its step.
 *
 * <p>Groups of more than two rows are for pictures of one tile: with several, the weights are read
 * once per tile and each vector is alone in its cache line (12x1 at 7x7: 22 GFLOP/s, 1x13: 42).
 *
 * <p>Cost per listed column and tile of m vectors with r rows: max of r * m / 2 (two multiply-adds
 * a cycle), the loads (m vectors, r weights, index) / 2 and the instructions (m loads, r * m
 * multiply-adds, r splats, index) / 5, plus a fixed cost per group. The loads are what single rows
 * wait for: on weights in 2x1 blocks 2x6 is 1.17 to 1.5 times as fast as 1x13, on dense ones too.
 */
final class PointwiseChoice {
  /**
   * Group sizes with the most vectors a tile may have before accumulators spill (V8 has 15
   * registers to give).
   */
  private static final int[][] VARIANTS = {{1, 13}, {2, 6}, {3, 3}, {6, 2}, {12, 1}};

  /** Place of the weight stream among the operands. */
  private static final int WEIGHTS = 3;

  /**
   * What a block's planes may take of an L1 cache of 32 KB, streams and partial sums beside them.
   * Single rows of 14x14 512->512 at 50 % do 31 GFLOP/s with 65 KB a block, 42 with 44, 45 with 33,
   * 46 with 22; pairs of rows at 7x7 43 with 44, 47 with 22.
   */
  private static final int L1_BYTES = 26_000;

  /**
   * A tile of this much is not cut, as the first cut is what brings the partial sums and code for
   * them. In two blocks 56x56 128->128 at 50 % (31 KB) is no faster; dense 28x28 256->256 (37 KB)
   * is by 5 %, but pose_detection would be 1 KB larger and above 150.
   */
  private static final int WHOLE_BYTES = 40_000;

  /** A run of vectors at any multiple of 16 bytes touches lines that hold this much more. */
  private static final int LINE_WASTE = 48;

  /**
   * Columns that a group must list in a block on average: loading and storing 13 partial sums costs
   * as much as four columns (at 90 %, 4 blocks of 14x14 512->512 do 38 GFLOP/s, 6 blocks 35).
   */
  private static final int BLOCK_COLUMNS = 12;

  private static final int MOST_BLOCKS = 16;

  private static final double GROUP_CYCLES = 14;

  /** An index is loaded this many columns ahead; 3 is no faster and a sixth more code. */
  private static final int UNROLL = 2;

  /**
   * A column takes no less: each accumulator waits 4 cycles for its last multiply-add, and 8 of
   * them leave little slack (2x4 tiles in the L1 cache: 91 % of the peak, 2x6: 97 %).
   */
  private static final double LATENCY = 4.4;

  /** Weight bytes a cycle from the second-level cache. */
  private static final double STREAM_BYTES = 32;

  /** From this share of all columns on, groups list every column: one list serves them all. */
  private static final double DENSE = 0.97;

  /**
   * Prefers larger groups where the arithmetic is equal: fewer index and weight bytes per product.
   */
  private static final double INDEX_COST = 0.04;

  private final Task task;
  private final PlanBuilder builder;
  private final Buffer input;
  private final Buffer output;
  private final CsrMatrix weights;
  private final int[] columns;
  private final float[] bias;
  private final boolean flat;
  private final long macs;
  private int[] outputs;
  private Buffer residual;
  private int used;
  private int planes;

  PointwiseChoice(
      Task task,
      PlanBuilder builder,
      Buffer input,
      Buffer output,
      CsrMatrix weights,
      int[] columns,
      float[] bias,
      boolean flat,
      long macs) {
    this.task = task;
    this.builder = builder;
    this.input = input;
    this.output = output;
    this.weights = weights;
    this.columns = columns;
    this.bias = bias;
    this.flat = flat;
    this.macs = macs;
  }

  /** Byte offsets at which rows are written, where these are not the output's channels. */
  PointwiseChoice outputs(int[] offsets) {
    outputs = offsets;
    return this;
  }

  private record Variant(
      int rows, int[][] groups, long listed, boolean dense, int blocks, int most, double cycles) {}

  /**
   * The step of the cheapest variant. It makes as many rows as the output's layout has.
   *
   * @param cut whether it is cut into parts, where the plan is for threads
   * @param ranged whether the kernel is to take a range of steps in any case
   */
  Step step(int strideH, int strideW, boolean cut, boolean ranged) {
    residual = task.residual() == null ? null : readResidual();
    PixelTiling tiling =
        new PixelTiling(
            input.layout(),
            strideH,
            strideW,
            output.layout(),
            residual == null ? null : residual.layout(),
            flat,
            ranged);
    boolean[] columnsUsed = RowGroups.used(weights);
    used = RowGroups.count(columnsUsed);
    planes = planes(columnsUsed);
    Variant best = null;
    for (int[] candidate : VARIANTS) {
      Variant variant = variant(candidate[0], candidate[1], tiling);
      if (variant != null && (best == null || variant.cycles < best.cycles)) {
        best = variant;
      }
    }
    return step(best, tiling.cut(best.most), cut, ranged);
  }

  /** Groups of so many rows with tiles of at most so many vectors; null if that cannot be. */
  private Variant variant(int rows, int mostVectors, PixelTiling tiling) {
    int most = output.layout().phases() == 2 ? mostVectors / 2 * 2 : mostVectors;
    if (rows > weights.rows() && rows > 1
        || most == 0
        || rows > 2 && tiling.tilesPerStep(most) > 1) {
      return null;
    }
    List<PixelTiling.Cut> cuts = tiling.cuts(most);
    int[][] groups = RowGroups.neighbours(weights.rows(), rows);
    long listed = rows == 1 ? weights.nonZeros() : RowGroups.listedColumns(weights, groups);
    int[][] sorted = rows == 1 ? null : RowGroups.byLength(weights, rows);
    if (sorted != null) {
      long sortedListed = RowGroups.listedColumns(weights, sorted);
      if (sortedListed < listed) {
        groups = sorted;
        listed = sortedListed;
      }
    }
    boolean dense = listed >= DENSE * used * groups.length;
    listed = dense ? (long) used * groups.length : listed;
    int blocks = blocks(groups.length, listed, cuts);
    double cycles = cycles(rows, groups.length * blocks, listed, cuts);
    cycles *= 1 + INDEX_COST / rows;
    return new Variant(rows, groups, listed, dense, blocks, most, cycles);
  }

  private Buffer readResidual() {
    Layout out = output.layout();
    Buffer all =
        builder.read(
            task.residual(),
            layout -> PixelTiling.canRead(layout, out, input.layout()),
            builder.layout(task.output()));
    return all.firstRows(out.height());
  }

  private static double cycles(int rows, int groups, long listed, List<PixelTiling.Cut> cuts) {
    double cycles = 0;
    for (PixelTiling.Cut cut : cuts) {
      for (int m : cut.tiles()) {
        double column =
            Math.max(
                    Math.max(rows * m / 2.0, LATENCY),
                    Math.max((m + rows + 1) / 2.0, (m + rows * m + rows + 3) / 5.0))
                + 4.0 * rows / STREAM_BYTES;
        cycles += cut.count() * (listed * column + groups * (GROUP_CYCLES + rows * m));
      }
    }
    return cycles;
  }

  private Step step(Variant best, List<PixelLoop> loops, boolean cut, boolean ranged) {
    int blocks = best.blocks;
    long executed = 4 * PixelLoop.vectors(loops) * best.listed * best.rows;
    int wanted = cut ? Partition.parts(executed, builder.options()) : 1;
    Parts parts = Parts.of(wanted, blocks, loops);
    PointwiseKernel kernel =
        new PointwiseKernel(
            best.rows,
            UNROLL,
            best.dense,
            blocks,
            loops,
            task.activation(),
            task.slopes() != null,
            residual != null,
            ranged || parts.ranges > 1);
    PointwisePacking packing =
        new PointwisePacking(
                kernel,
                weights,
                columns,
                outputs == null ? planes(output) : outputs,
                residual == null ? null : planes(residual),
                bias,
                task.slopes())
            .pack(best.groups, parts.groups);
    Operand.Stream indices = builder.image().words(packing.indices());
    Operand.Stream stream = builder.image().words(packing.weights());
    Step step =
        new Step(
            task.node().name(),
            task.label(),
            kernel,
            operands(kernel, indices, stream),
            reason(best),
            macs,
            4 * PixelLoop.vectors(loops) * packing.listed());
    return step.cut(parts.calls(step.whole(), packing, stream));
  }

  private List<Operand> operands(
      PointwiseKernel kernel, Operand.Stream indices, Operand.Stream stream) {
    List<Operand> operands = new ArrayList<>();
    operands.add(new Operand.Activation(input));
    operands.add(new Operand.Activation(output));
    operands.add(indices);
    operands.add(stream);
    if (residual != null) {
      operands.add(new Operand.Activation(residual));
    }
    if (kernel.blocks() > 1) {
      int floats = 4 * weights.rows() * kernel.tileVectors();
      operands.add(
          new Operand.Activation(
              builder.scratch("partial sums", Layout.channelsFirst(1, 1, floats))));
    }
    if (kernel.ranged()) {
      operands.add(new Operand.Literal(0));
      operands.add(new Operand.Literal(kernel.steps()));
    }
    return operands;
  }

  /**
   * How a step is cut for threads: large pictures by pixels, so that each is read by one thread
   * only; small ones by output channels. Blocks keep partial sums per output channel, for all
   * steps: those are cut by channels only.
   *
   * @param ranges of the loops' steps
   * @param groups parts that the groups are cut into, at most
   */
  private record Parts(int ranges, int groups) {
    static Parts of(int wanted, int blocks, List<PixelLoop> loops) {
      int steps = 0;
      for (PixelLoop loop : loops) {
        steps += loop.count();
      }
      int ranges = blocks > 1 ? 1 : Partition.ranges(steps, wanted);
      int groups = Math.max(1, wanted / ranges);
      boolean odd = ranges > 1 && ranges % 2 == 1;
      return new Parts(ranges, odd ? Math.max(2, groups) : groups);
    }

    List<Call> calls(Call whole, PointwisePacking packing, Operand.Stream stream) {
      List<Call> calls = new ArrayList<>();
      int steps = ((PointwiseKernel) whole.kernel()).steps();
      int last = whole.operands().size() - 1;
      for (int range = 0; range < ranges; range++) {
        for (int part = 0; part < packing.parts(); part++) {
          Call call = whole.with(WEIGHTS, new Operand.Stream(stream.offset() + packing.part(part)));
          if (ranges > 1) {
            call =
                call.with(last - 1, new Operand.Literal(steps * range / ranges))
                    .with(last, new Operand.Literal(steps * (range + 1) / ranges));
          }
          calls.add(call);
        }
      }
      return calls;
    }
  }

  /** Byte offset of each output channel's plane. */
  private int[] planes(Buffer buffer) {
    int[] offsets = new int[weights.rows()];
    for (int row = 0; row < offsets.length; row++) {
      offsets[row] = row * buffer.layout().channelStride();
    }
    return offsets;
  }

  /**
   * How many blocks the columns are cut into: as many as keep a tile of one block in the L1 cache,
   * but not so many that little work is left between loading partial sums and storing them.
   */
  private int blocks(int groups, long listed, List<PixelTiling.Cut> cuts) {
    long bytes = (long) planes * (16 * PixelTiling.Cut.largestTile(cuts) + LINE_WASTE);
    if (bytes <= WHOLE_BYTES) {
      return 1;
    }
    long fitting = Math.min(MOST_BLOCKS, (bytes + L1_BYTES - 1) / L1_BYTES);
    long worthwhile = listed / ((long) BLOCK_COLUMNS * groups);
    return (int) Math.max(1, Math.min(fitting, worthwhile));
  }

  /** Used columns, those that start in the same cache line counted as one: taps along a row. */
  private int planes(boolean[] columnsUsed) {
    int[] lines = new int[used];
    int next = 0;
    for (int column = 0; column < columnsUsed.length; column++) {
      if (columnsUsed[column]) {
        lines[next++] = Math.floorDiv(columns[column], 64);
      }
    }
    Arrays.sort(lines);
    int distinct = 0;
    for (int i = 0; i < used; i++) {
      distinct += i == 0 || lines[i] != lines[i - 1] ? 1 : 0;
    }
    return distinct;
  }

  private String reason(Variant best) {
    long nonZeros = weights.nonZeros();
    long all = (long) weights.rows() * weights.columns();
    long density = all == 0 ? 0 : 100 * nonZeros / all;
    return "density "
        + density
        + " %, "
        + (best.dense ? "every column listed, " : "")
        + best.rows
        + " rows a group list "
        + best.listed * best.rows
        + " weights for "
        + nonZeros
        + " non-zeros";
  }
}
