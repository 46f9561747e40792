package dev.gossamer.plan;

import dev.gossamer.UnsupportedModelException;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Value;
import dev.gossamer.rewrite.OnePixelConvolution;
import dev.gossamer.rewrite.RewriteReport;
import dev.gossamer.rewrite.SplitBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a rewritten graph into a {@link Plan}: groups nodes, lets consumers choose layouts, lowers
 * every task to kernels and places the buffers.
 */
public final class Planner {
  private static final int IMAGE_ADDRESS = 64;
  private static final int PAGE = 65536;

  private final Graph graph;
  private final PlanOptions options;
  private final List<Task> tasks;
  private final Map<Integer, Layout> layouts = new HashMap<>();

  private Planner(Graph graph, PlanOptions options) {
    this.graph = graph;
    this.options = options;
    this.tasks = Fusion.tasks(graph);
  }

  /**
   * @throws UnsupportedModelException if a node has no kernel, or a convolution too many pictures
   */
  public static Plan plan(Graph graph, PlanOptions options) {
    // What suits the kernels but not other readers of the graph.
    RewriteReport.Builder report = new RewriteReport.Builder();
    Graph pictures = new SplitBatch().apply(graph, report);
    return new Planner(new OnePixelConvolution().apply(pictures, report), options).plan();
  }

  private Plan plan() {
    for (Value input : graph.inputs()) {
      layouts.put(input.id(), Layout.rowMajor(input.shape()));
    }
    chooseLayouts();
    Map<Integer, Value> inPlace = ChannelPadding.inPlace(graph, tasks, layouts);
    PlanBuilder builder = new PlanBuilder(graph, options, layouts, inPlace);
    List<Buffer> inputs = new ArrayList<>();
    for (Value input : graph.inputs()) {
      inputs.add(builder.write(input));
    }
    Map<String, String> fused = lowerAll(builder);
    List<Buffer> outputs = new ArrayList<>();
    for (Value output : graph.outputs()) {
      outputs.add(builder.read(output, Layout.rowMajor(output.shape())));
    }
    return place(builder, inputs, outputs, fused);
  }

  /** Adds the steps of all tasks; returns which nodes run in the steps of others. */
  private Map<String, String> lowerAll(PlanBuilder builder) {
    Map<String, String> fused = new HashMap<>();
    for (int i = 0; i < tasks.size(); i++) {
      BandsLowering bands = BandsLowering.of(graph, tasks, i, builder);
      int first = i;
      if (bands == null) {
        lowering(tasks.get(i)).lower(tasks.get(i), builder);
      } else {
        bands.lower();
        i += 2;
      }
      String step = tasks.get(i).node().name();
      for (Task task : tasks.subList(first, i + 1)) {
        fused.put(task.node().name(), step);
        for (Node node : task.fused()) {
          fused.put(node.name(), step);
        }
      }
      fused.remove(step);
    }
    return fused;
  }

  /** Addresses of everything: the image, the arena behind it, then what threads share. */
  private Plan place(
      PlanBuilder builder, List<Buffer> inputs, List<Buffer> outputs, Map<String, String> fused) {
    List<Threading.Phase> phases =
        options.threads() ? Threading.phases(builder.steps()) : List.<Threading.Phase>of();
    Operand.Stream table = null;
    if (options.threads()) {
      table = builder.image().words(Threading.words(phases));
    }
    int start = Layout.align(IMAGE_ADDRESS + builder.image().size(), 64);
    List<Buffer> keep = new ArrayList<>(inputs);
    keep.addAll(outputs);
    int end = Arena.place(builder.steps(), keep, start);
    Threading threading = null;
    if (options.threads()) {
      int control = Layout.align(end, 64);
      threading = new Threading(phases, table, control);
      end = control + Threading.CONTROL_BYTES;
    }
    return new Plan(
        graph.name(),
        builder.steps(),
        builder.image().parts(),
        IMAGE_ADDRESS,
        inputs,
        outputs,
        fused,
        threading,
        Layout.align(end, PAGE));
  }

  private static Lowering lowering(Task task) {
    Lowering lowering = Lowerings.of(task.op());
    if (lowering == null) {
      throw new UnsupportedModelException(
          "operator " + task.op().label(), "node '" + task.node().name() + "'", Lowerings.names());
    }
    boolean convolution =
        task.op() instanceof Op.Conv2d
            || task.op() instanceof Op.DepthwiseConv2d
            || task.op() instanceof Op.TransposeConv2d;
    if (convolution && task.input(0).shape().dim(0) != 1) {
      throw new UnsupportedModelException(
          "batch of " + task.input(0).shape().dim(0), task.node().toString(), "up to 32 pictures");
    }
    return lowering;
  }

  /**
   * Last task first, so that what a consumer writes is known when it says what it would like to
   * read.
   */
  private void chooseLayouts() {
    Map<Integer, List<Reader>> readers = new HashMap<>();
    for (int i = tasks.size() - 1; i >= 0; i--) {
      Task task = tasks.get(i);
      Lowering lowering = lowering(task);
      for (Value output : task.node().outputs()) {
        Value made = output == task.node().output() ? task.output() : output;
        layouts.put(made.id(), choose(task, lowering, made, readers));
      }
      for (int input = 0; input < task.node().inputs().size(); input++) {
        Value value = task.input(input);
        if (!graph.isConstant(value)) {
          readers
              .computeIfAbsent(value.id(), id -> new ArrayList<>())
              .add(new Reader(task, lowering, input));
        }
      }
    }
  }

  private record Reader(Task task, Lowering lowering, int input) {}

  private Layout choose(
      Task task, Lowering lowering, Value made, Map<Integer, List<Reader>> allReaders) {
    List<Reader> readers = allReaders.getOrDefault(made.id(), List.of());
    List<Layout> candidates = new ArrayList<>();
    for (Reader reader : readers) {
      Layout output = layouts.get(reader.task().output().id());
      candidates.addAll(reader.lowering().wishes(reader.task(), reader.input(), output));
    }
    addUnion(candidates);
    if (graph.isOutput(made)) {
      candidates.add(Layout.rowMajor(made.shape()));
    }
    Layout best = null;
    int most = -1;
    for (Layout candidate : candidates) {
      int served = lowering.writes(task, candidate) ? served(readers, candidate, made) : -1;
      if (served > most) {
        most = served;
        best = candidate;
      }
    }
    if (best == null) {
      best = lowering.naturalOutput(task, made);
      if (!lowering.writes(task, best)) {
        throw new IllegalStateException(task.label() + " cannot write what it would like to");
      }
    }
    return best;
  }

  private int served(List<Reader> readers, Layout candidate, Value made) {
    int served = graph.isOutput(made) && candidate.equals(Layout.rowMajor(made.shape())) ? 1 : 0;
    for (Reader reader : readers) {
      Layout output = layouts.get(reader.task().output().id());
      if (reader.lowering().reads(reader.task(), reader.input(), candidate, output)) {
        served++;
      }
    }
    return served;
  }

  /** Two readers that want borders of different widths can both read the wider ones. */
  private static void addUnion(List<Layout> candidates) {
    Layout union = null;
    for (Layout candidate : candidates) {
      if (candidate.padded() && candidate.phases() == 1) {
        union = union == null ? candidate : Layout.unionOfPlanes(union, candidate);
      }
    }
    if (union != null && !candidates.contains(union)) {
      candidates.add(union);
    }
  }
}
