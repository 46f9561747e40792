package dev.gossamer.plan;

import dev.gossamer.graph.Constant;
import dev.gossamer.graph.Graph;
import dev.gossamer.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What lowerings write into: buffers of values, the weight image and the list of steps. */
public final class PlanBuilder {
  private final Graph graph;
  private final PlanOptions options;
  private final WeightImage image = new WeightImage();
  private final List<Step> steps = new ArrayList<>();
  private final Map<Integer, Layout> layouts;
  private final Map<Integer, List<Buffer>> buffers = new HashMap<>();
  private final Map<Integer, Operand.Stream> constants = new HashMap<>();

  private final Map<Integer, Value> inPlace;
  private final Map<Integer, Buffer> wholes = new HashMap<>();

  /**
   * @param layouts per value
   * @param inPlace values to be made in the first channels of others, see {@link ChannelPadding}
   */
  PlanBuilder(
      Graph graph, PlanOptions options, Map<Integer, Layout> layouts, Map<Integer, Value> inPlace) {
    this.graph = graph;
    this.options = options;
    this.layouts = layouts;
    this.inPlace = inPlace;
  }

  public Graph graph() {
    return graph;
  }

  public PlanOptions options() {
    return options;
  }

  public WeightImage image() {
    return image;
  }

  /** The data of a constant input, or null. */
  public Constant constant(Value value) {
    return graph.constant(value).orElse(null);
  }

  /** A constant value's elements in the image, as floats in row-major order. */
  public Operand.Stream constantStream(Value value) {
    Operand.Stream known = constants.get(value.id());
    if (known == null) {
      known = image.floats(ConstantFloats.of(constant(value)));
      constants.put(value.id(), known);
    }
    return known;
  }

  /** The layout chosen for a value. */
  public Layout layout(Value value) {
    return layouts.getOrDefault(value.id(), Layout.rowMajor(value.shape()));
  }

  /** The buffer of a value that this task makes, in the layout chosen for it. */
  public Buffer write(Value value) {
    Value whole = inPlace.get(value.id());
    Buffer buffer;
    if (whole == null) {
      buffer = buffer(value.name(), layout(value));
    } else {
      Buffer all = buffer(whole.name(), layout(whole));
      wholes.put(whole.id(), all);
      buffer = all.view(value.name(), layout(value), 0);
    }
    hold(value, buffer);
    return buffer;
  }

  /** The buffer of a value whose first channels have been made in it already, or null. */
  Buffer begun(Value value) {
    return wholes.get(value.id());
  }

  /**
   * Declares that a value lies in a buffer that exists already: a reshape of a row-major tensor.
   */
  public void hold(Value value, Buffer buffer) {
    buffers.computeIfAbsent(value.id(), id -> new ArrayList<>()).add(buffer);
  }

  /**
   * The buffer of a value in the layout it was made in; constants are put into the image as
   * row-major data.
   */
  public Buffer read(Value value) {
    return known(value).get(0);
  }

  /** The buffers that hold a value; a constant gets one when first asked for. */
  private List<Buffer> known(Value value) {
    List<Buffer> known = buffers.get(value.id());
    if (known == null && graph.isConstant(value)) {
      Buffer buffer = new Buffer(value.name(), Layout.rowMajor(value.shape()));
      Placement placement = Placement.rowMajor(value.shape());
      new ElementwiseStep(this, value.name(), Step.CONSTANT)
          .input(constantStream(value), placement)
          .add(new Formula.Copy(), new Operand.Activation(buffer), placement);
      hold(value, buffer);
      known = buffers.get(value.id());
    }
    if (known == null) {
      throw new IllegalStateException(value + " is read before it is made");
    }
    return known;
  }

  /**
   * The buffer of a value in exactly this layout, converting (once) if it exists in none equal to
   * it.
   */
  public Buffer read(Value value, Layout layout) {
    List<Buffer> known = known(value);
    for (Buffer buffer : known) {
      if (buffer.layout().equals(layout)) {
        return buffer;
      }
    }
    Buffer converted = buffer(value.name(), layout);
    new ElementwiseStep(this, value.name(), Step.CONVERT)
        .input(known.get(0), value.shape())
        .reason("no layout suits all its readers")
        .add(new Formula.Copy(), converted, value.shape());
    hold(value, converted);
    return converted;
  }

  /** The buffer of a value in a layout that suits, converting to {@code fallback} if none does. */
  public Buffer read(Value value, Predicate<Layout> suits, Layout fallback) {
    for (Buffer buffer : buffers.getOrDefault(value.id(), List.of())) {
      if (suits.test(buffer.layout())) {
        return buffer;
      }
    }
    return read(value, fallback);
  }

  /**
   * The buffer a task reads an input from: as it was made if the task can read that, else converted
   * to its first wish.
   */
  public Buffer read(Task task, int input, Lowering lowering) {
    Value value = task.input(input);
    Layout output = layout(task.output());
    for (Buffer buffer : known(value)) {
      if (lowering.reads(task, input, buffer.layout(), output)) {
        return buffer;
      }
    }
    List<Layout> wishes = lowering.wishes(task, input, output);
    return read(value, wishes.isEmpty() ? Layout.rowMajor(value.shape()) : wishes.get(0));
  }

  /** A buffer that belongs to no value: partial sums, temporary pictures. */
  public Buffer scratch(String name, Layout layout) {
    return buffer(name, layout);
  }

  /** A new buffer. One that may be laid over others has its border cleared before it is written. */
  private Buffer buffer(String name, Layout layout) {
    Buffer buffer = new Buffer(name, layout);
    if (Arena.sharesWithAll(layout) && layout.padded()) {
      step(
          new Step(
              name,
              Step.CLEAR,
              ClearBorderKernel.of(layout),
              List.of(
                  new Operand.Activation(buffer),
                  new Operand.Literal(layout.channels() * layout.phases())),
              "the border lies where other activations were",
              0,
              0));
    }
    return buffer;
  }

  public void step(Step step) {
    steps.add(step);
  }

  List<Step> steps() {
    return steps;
  }
}
