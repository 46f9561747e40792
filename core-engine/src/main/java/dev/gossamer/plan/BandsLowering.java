package dev.gossamer.plan;

import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Op.Conv2d;
import dev.gossamer.graph.Op.DepthwiseConv2d;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Three tasks as one {@link BandsKernel}, where the first makes a picture that the second-level
 * cache does not hold: it is never written to memory.
 */
final class BandsLowering {
  /** Of a ring: it shares the second-level cache with weights, input and output. */
  private static final int RING_BYTES = 400_000;

  private final List<Task> tasks;
  private final PlanBuilder builder;
  private final Buffer input;
  private final Layout planes;
  private final BandsKernel.Ring ring;
  private final int rows;

  private BandsLowering(
      List<Task> tasks,
      PlanBuilder builder,
      Buffer input,
      Layout planes,
      BandsKernel.Ring ring,
      int rows) {
    this.tasks = tasks;
    this.builder = builder;
    this.input = input;
    this.planes = planes;
    this.ring = ring;
    this.rows = rows;
  }

  /** The lowering of the tasks from the first on, or null if they are better done apart. */
  static BandsLowering of(Graph graph, List<Task> all, int first, PlanBuilder builder) {
    if (first + 3 > all.size()) {
      return null;
    }
    List<Task> tasks = all.subList(first, first + 3);
    Value wide = tasks.get(0).output();
    Value narrow = tasks.get(1).output();
    boolean chain =
        tasks.get(0).op() instanceof Conv2d
            && tasks.get(0).residual() == null
            && tasks.get(1).op() instanceof DepthwiseConv2d
            && tasks.get(1).residual() == null
            && tasks.get(2).op() instanceof Conv2d last
            && ConvolutionLowering.isPointwise(last, tasks.get(2).input(1).shape())
            && onlyFor(graph, wide, tasks.get(1))
            && onlyFor(graph, narrow, tasks.get(2));
    return chain ? of(tasks, builder) : null;
  }

  private static boolean onlyFor(Graph graph, Value value, Task reader) {
    return reader.input(0).id() == value.id()
        && graph.consumers(value).size() == 1
        && !graph.isOutput(value);
  }

  private static BandsLowering of(List<Task> tasks, PlanBuilder builder) {
    Shape x = tasks.get(1).input(0).shape();
    Shape y = tasks.get(1).output().shape();
    Layout all = builder.layout(tasks.get(1).input(0));
    Window window = WindowedLowering.window(tasks.get(1));
    Layout narrow = Layout.pointwiseBands(y.dim(3), y.dim(1), y.dim(2));
    if (all.bytes() < builder.options().bandBytes()
        || !window.fits(all, x, y)
        || all.rowPitch() % 16 != 0
        || y.dim(2) % 4 != 0
        || !builder.layout(tasks.get(1).output()).equals(narrow)) {
      return null;
    }
    Buffer input = builder.read(tasks.get(0), 0, Lowerings.of(tasks.get(0).op()));
    Layout source = input.layout();
    if (source.isFlat() && source.bandCount() == 1) {
      return null;
    }
    BandsLowering best = null;
    int stepRows = source.bandCount() > 1 ? source.bandRows() : 1;
    for (int rows = narrow.bandRows(); rows < y.dim(1); rows += narrow.bandRows()) {
      if (rows < 4 || y.dim(1) % rows != 0 || rows * window.stride().height() % stepRows != 0) {
        continue;
      }
      BandsLowering lowering = of(tasks, builder, input, all, stepRows, rows);
      if (best != null && lowering.planes.bytes() > RING_BYTES) {
        break;
      }
      best = lowering;
    }
    return best;
  }

  /**
   * Bands of so many output rows.
   *
   * @param all the layout of the whole picture between the first tasks
   * @param stepRows rows that the first task makes at a time
   */
  private static BandsLowering of(
      List<Task> tasks, PlanBuilder builder, Buffer input, Layout all, int stepRows, int rows) {
    Shape x = tasks.get(1).input(0).shape();
    Window window = WindowedLowering.window(tasks.get(1));
    int strideH = window.stride().height();
    int bandRows = rows * strideH;
    int span = (window.height() - 1) * window.dilation().height() + 1;
    int top = window.padding().top();
    int lead = Layout.align(top, stepRows);
    int ahead = Layout.align(bandRows - strideH + span - top, stepRows);
    int phases = all.phases();
    int side = all.border().side();
    Layout planes =
        phases == 1
            ? Layout.planes(x.dim(3), ahead, x.dim(2), lead, 0, side)
            : Layout.phasePlanes(x.dim(3), ahead, x.dim(2), phases, lead, 0, side);
    BandsKernel.Ring ring =
        new BandsKernel.Ring(
            x.dim(1),
            stepRows,
            bandRows,
            top,
            lead,
            ahead,
            x.dim(3) * phases,
            phases == 1 ? planes.channelStride() : planes.phaseStride(),
            planes.rowPitch());
    return new BandsLowering(tasks, builder, input, planes, ring, rows);
  }

  /** Adds the step. */
  void lower() {
    Shape y = tasks.get(1).output().shape();
    int count = y.dim(1) / rows;
    // Without a border of its own: other activations may lie there.
    Buffer root = new Buffer("ring", Layout.channelsFirst(1, 1, planes.bytes() / 4));
    Buffer wide = root.view("ring", planes, 0);
    Layout band =
        Layout.bands(y.dim(3), rows, y.dim(2), Layout.pointwiseBandRows(y.dim(1), y.dim(2)));
    Buffer narrow = new Buffer(tasks.get(1).output().name(), band);
    Buffer made = wide.firstRows(ring.height());
    Step expand = ConvolutionLowering.step(tasks.get(0), builder, input, made, false, true);
    Step depthwise = DepthwiseLowering.step(tasks.get(1), builder, wide, narrow, false);
    Buffer output = builder.write(tasks.get(2).output()).firstRows(rows);
    Step project = ConvolutionLowering.step(tasks.get(2), builder, narrow, output, false, false);
    List<Operand> operands = new ArrayList<>();
    List<BandsKernel.Stage> stages = new ArrayList<>();
    for (Step step : List.of(expand, depthwise, project)) {
      List<Operand> own = step.operands();
      own = step == expand ? own.subList(0, own.size() - 2) : own;
      List<Integer> shifts = new ArrayList<>();
      for (Operand operand : own) {
        Buffer buffer = operand instanceof Operand.Activation it ? it.buffer() : null;
        int shift = 0;
        if (buffer == made) {
          shift = -ring.bandRows() * ring.rowPitch();
        } else if (buffer != null && step == project && !isScratch(buffer, narrow)) {
          Layout layout = buffer.root().layout();
          shift = layout.offset(0, rows, 0) - layout.offset(0, 0, 0);
        }
        shifts.add(shift);
      }
      operands.addAll(own);
      stages.add(new BandsKernel.Stage(step.kernel(), shifts));
    }
    long executed =
        expand.executedMacs() + count * (depthwise.executedMacs() + project.executedMacs());
    Task last = tasks.get(2);
    builder.step(
        new Step(
            last.node().name(),
            tasks.get(0).label() + " + " + tasks.get(1).label() + " + " + last.label(),
            new BandsKernel(rows, count, stages, ring),
            operands,
            expand.reason() + "; " + depthwise.reason() + "; " + project.reason(),
            expand.macs() + depthwise.macs() + project.macs(),
            executed));
  }

  private static boolean isScratch(Buffer buffer, Buffer narrow) {
    return buffer == narrow || buffer.layout().height() == 1;
  }
}
