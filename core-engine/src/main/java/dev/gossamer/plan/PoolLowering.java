package dev.gossamer.plan;

import dev.gossamer.graph.Op.Pool2d;
import dev.gossamer.graph.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Pooling in any layout; global pooling becomes a reduction. */
final class PoolLowering extends AnyLayoutLowering {
  /** Larger windows, or more kinds of them, keep their taps in tables instead of code. */
  private static final int MOST_TAPS = 9;

  private static final int MOST_REGIONS = 9;

  @Override
  public List<Layout> wishes(Task task, int input, Layout output) {
    Pool2d pool = (Pool2d) task.op();
    Shape in = task.input(0).shape();
    boolean halves = Placement.isPicture(in) && pool.stride().width() == 2 && in.dim(2) % 8 == 0;
    return List.of(
        halves ? Layout.phasePlanes(in.dim(3), in.dim(1), in.dim(2), 2, 0, 0, 0) : natural(in));
  }

  @Override
  public void lower(Task task, PlanBuilder builder) {
    Pool2d pool = (Pool2d) task.op();
    Shape in = task.input(0).shape();
    Shape out = task.output().shape();
    if (out.dim(1) == 1
        && out.dim(2) == 1
        && pool.kernelHeight() - pool.padding().top() >= in.dim(1)
        && pool.kernelWidth() - pool.padding().left() >= in.dim(2)) {
      ReduceLowering.global(pool.kind(), task, builder);
      return;
    }
    Source source = Source.of(task.input(0), builder);
    Buffer output = builder.write(task.output());
    Placement target = Placement.of(out, output.layout());
    List<Windows> rows =
        Windows.of(
            source.placement().offsets()[1],
            out.dim(1),
            pool.kernelHeight(),
            pool.stride().height(),
            pool.padding().top());
    List<Windows> columns =
        Windows.of(
            source.placement().offsets()[2],
            out.dim(2),
            pool.kernelWidth(),
            pool.stride().width(),
            pool.padding().left());
    add(task, builder, source, output, target, rows, columns);
  }

  private static void add(
      Task task,
      PlanBuilder builder,
      Source source,
      Buffer output,
      Placement target,
      List<Windows> rows,
      List<Windows> columns) {
    Pool2d pool = (Pool2d) task.op();
    boolean inline =
        pool.kernelHeight() * pool.kernelWidth() <= MOST_TAPS
            && rows.size() * columns.size() <= MOST_REGIONS;
    List<int[]> tables = new ArrayList<>();
    List<int[]> tapTables = new ArrayList<>();
    List<WindowKernel.Region> regions = new ArrayList<>();
    for (Windows row : rows) {
      for (Windows column : columns) {
        List<Integer> taps = taps(row, column);
        Placement from = with(source.placement(), row.starts, column.starts);
        Placement to = target.select(1, row.outputs).select(2, column.outputs);
        Placement still = new Placement(0, new int[0][]).broadcast(Shape.of(to.extents()));
        regions.add(
            new WindowKernel.Region(
                inline ? taps : List.of(), LoopNests.over(tables, from, still, to).nests()));
        if (!inline) {
          tapTables.add(tapTable(taps));
        }
      }
    }
    List<Operand> operands = new ArrayList<>();
    operands.add(source.operand());
    operands.add(new Operand.Activation(output));
    for (int[] table : tables) {
      operands.add(builder.image().words(table));
    }
    for (int[] table : tapTables) {
      operands.add(builder.image().words(table));
    }
    Kernel kernel = new WindowKernel(pool.kind(), task.activation(), regions, tables.size());
    builder.step(
        new Step(
            task.node().name(),
            task.label(),
            kernel,
            operands,
            "windows cut by an edge alike share a loop",
            0,
            0));
  }

  private static Placement with(Placement from, int[] rows, int[] columns) {
    int[][] offsets = from.offsets().clone();
    offsets[1] = rows;
    offsets[2] = columns;
    return new Placement(from.base(), offsets);
  }

  private static List<Integer> taps(Windows row, Windows column) {
    List<Integer> taps = new ArrayList<>();
    for (int y : row.taps) {
      for (int x : column.taps) {
        taps.add(y + x);
      }
    }
    return taps;
  }

  private static int[] tapTable(List<Integer> taps) {
    int[] table = new int[2 + taps.size()];
    table[0] = taps.size();
    table[1] = Float.floatToRawIntBits(1f / taps.size());
    for (int i = 0; i < taps.size(); i++) {
      table[2 + i] = taps.get(i);
    }
    return table;
  }

  /**
   * Output positions along one axis whose windows hold the same pixels relative to their first.
   *
   * @param taps byte offsets of the window's pixels from its first
   * @param outputs the positions
   * @param starts byte offsets of the windows' first pixels
   */
  private record Windows(List<Integer> taps, int[] outputs, int[] starts) {
    static List<Windows> of(int[] offsets, int outputs, int kernel, int stride, int before) {
      Map<List<Integer>, List<Integer>> groups = new LinkedHashMap<>();
      int[] starts = new int[outputs];
      for (int o = 0; o < outputs; o++) {
        int first = Math.max(0, o * stride - before);
        int end = Math.min(offsets.length, o * stride - before + kernel);
        starts[o] = offsets[first];
        List<Integer> taps = new ArrayList<>();
        for (int i = first; i < end; i++) {
          taps.add(offsets[i] - offsets[first]);
        }
        groups.computeIfAbsent(taps, key -> new ArrayList<>()).add(o);
      }
      List<Windows> windows = new ArrayList<>();
      for (Map.Entry<List<Integer>, List<Integer>> group : groups.entrySet()) {
        int[] members = new int[group.getValue().size()];
        int[] memberStarts = new int[members.length];
        for (int i = 0; i < members.length; i++) {
          members[i] = group.getValue().get(i);
          memberStarts[i] = starts[members[i]];
        }
        windows.add(new Windows(group.getKey(), members, memberStarts));
      }
      return windows;
    }
  }
}
