package dev.gossamer.plan;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Node;
import dev.gossamer.graph.Op;
import dev.gossamer.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups nodes into tasks: a convolution takes the activation, PReLU or residual addition behind it
 * into its epilogue, where they cost one instruction per vector instead of a pass over memory.
 */
final class Fusion {
  private final Graph graph;
  private final List<Node> order;
  private final Map<Integer, Integer> producedAt = new HashMap<>();

  private Fusion(Graph graph) {
    this.graph = graph;
    this.order = Schedule.of(graph);
    for (int i = 0; i < order.size(); i++) {
      for (Value output : order.get(i).outputs()) {
        producedAt.put(output.id(), i);
      }
    }
  }

  /** Tasks in execution order; every node is in exactly one. */
  static List<Task> tasks(Graph graph) {
    Fusion fusion = new Fusion(graph);
    boolean[] taken = new boolean[graph.values().size()];
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < fusion.order.size(); i++) {
      Node node = fusion.order.get(i);
      if (!taken[node.output().id()]) {
        Task task = fusion.grow(node, i);
        for (Node fused : task.fused()) {
          taken[fused.output().id()] = true;
        }
        tasks.add(task);
      }
    }
    return tasks;
  }

  private Task grow(Node anchor, int position) {
    Task task = new Task(anchor, anchor.output(), anchor.op().activation(), null, null, List.of());
    while (true) {
      Task grown = absorb(task, position);
      if (grown == task) {
        return task;
      }
      task = grown;
    }
  }

  private Task absorb(Task task, int position) {
    Value end = task.output();
    boolean finished = task.activation() != Activation.NONE || task.slopes() != null;
    if (finished || graph.isOutput(end) || graph.consumers(end).size() != 1) {
      return task;
    }
    Node next = graph.consumers(end).get(0);
    boolean convolution =
        task.op() instanceof Op.Conv2d
            || task.op() instanceof Op.DepthwiseConv2d
            || task.op() instanceof Op.TransposeConv2d;
    boolean elementwise = task.op() instanceof Op.Binary || task.op() instanceof Op.Resize;
    // A transposed convolution writes its output in parts, a residual would have to be cut alike.
    boolean addable =
        convolution && !(task.op() instanceof Op.TransposeConv2d)
            || elementwise && end.shape().rank() == 4;
    if (next.op() instanceof Op.Binary add && addable && task.residual() == null) {
      Value other = residualOf(next, add, end, position);
      return other == null ? task : with(task, next, add.activation(), null, other);
    }
    if (next.op() instanceof Op.Unary unary
        && (convolution || elementwise || task.op() instanceof Op.FullyConnected)) {
      Activation activation = fusable(unary);
      return activation == null ? task : with(task, next, activation, null, task.residual());
    }
    if (next.op() instanceof Op.Prelu && (convolution || task.op() instanceof Op.Binary)) {
      float[] slopes = slopes(next, end);
      return slopes == null ? task : with(task, next, Activation.NONE, slopes, task.residual());
    }
    return task;
  }

  private static Task with(
      Task task, Node next, Activation activation, float[] slopes, Value residual) {
    List<Node> fused = new ArrayList<>(task.fused());
    fused.add(next);
    return new Task(task.node(), next.output(), activation, slopes, residual, fused);
  }

  /** The other summand, if the sum can be taken when this task runs; else null. */
  private Value residualOf(Node next, Op.Binary add, Value end, int position) {
    if (add.kind() != Op.Binary.Kind.ADD || !next.output().shape().equals(end.shape())) {
      return null;
    }
    Value other = next.input(0).id() == end.id() ? next.input(1) : next.input(0);
    boolean plain =
        other.id() != end.id() && other.shape().equals(end.shape()) && !graph.isConstant(other);
    boolean ready = producedAt.getOrDefault(other.id(), -1) < position;
    return plain && ready ? other : null;
  }

  private static Activation fusable(Op.Unary unary) {
    return switch (unary.kind()) {
      case RELU -> Activation.RELU;
      case RELU6 -> Activation.RELU6;
      case RELU_N1_TO_1 -> Activation.RELU_N1_TO_1;
      case HARD_SWISH -> Activation.HARD_SWISH;
      case LOGISTIC -> Activation.LOGISTIC;
      case TANH -> Activation.TANH;
      default -> null;
    };
  }

  /**
   * Slopes per channel if the PReLU's slope is a constant with one entry per channel (or one in
   * all); else null.
   */
  private float[] slopes(Node prelu, Value x) {
    if (prelu.input(0).id() != x.id()
        || x.shape().rank() != 4
        || !(graph.constant(prelu.input(1)).orElse(null) instanceof Constant.Floats data)) {
      return null;
    }
    int channels = x.shape().dim(-1);
    float[] slopes = data.floats();
    boolean perChannel = slopes.length == channels && prelu.input(1).shape().dim(-1) == channels;
    if (!perChannel && slopes.length != 1) {
      return null;
    }
    float[] result = new float[channels];
    for (int c = 0; c < channels; c++) {
      result[c] = slopes[perChannel ? c : 0];
    }
    return result;
  }
}
