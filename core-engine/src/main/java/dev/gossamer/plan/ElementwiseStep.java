package dev.gossamer.plan;

import dev.gossamer.graph.Activation;
import dev.gossamer.graph.Shape;
import dev.gossamer.graph.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds a step of an {@link ElementwiseKernel}: inputs are named one by one, then the output is.
 *
 * <pre>{@code
 * new ElementwiseStep(builder, "y", "ADD")
 *     .input(a, shape)
 *     .input(b, shape)
 *     .add(new Formula.Binary(ADD), y, shape);
 * }</pre>
 */
final class ElementwiseStep {
  private final PlanBuilder builder;
  private final String name;
  private final String operator;
  private final List<Operand> operands = new ArrayList<>();
  private final List<Placement> placements = new ArrayList<>();
  private final List<Layout> layouts = new ArrayList<>();
  private Activation activation = Activation.NONE;
  private boolean residual;
  private boolean slopes;
  private String reason = "";

  ElementwiseStep(PlanBuilder builder, String name, String operator) {
    this.builder = builder;
    this.name = name;
    this.operator = operator;
  }

  /** A step named after its task. */
  static ElementwiseStep of(PlanBuilder builder, Task task) {
    return new ElementwiseStep(builder, task.node().name(), task.label());
  }

  /** A whole tensor of the output's shape. */
  ElementwiseStep input(Buffer buffer, Shape shape) {
    input(new Operand.Activation(buffer), Placement.of(shape, buffer.layout()));
    layouts.set(layouts.size() - 1, buffer.layout());
    return this;
  }

  /** Elements of an operand, their extents those of the output's placement. */
  ElementwiseStep input(Operand operand, Placement placement) {
    operands.add(operand);
    placements.add(placement);
    layouts.add(null);
    return this;
  }

  ElementwiseStep activation(Activation value) {
    activation = value;
    return this;
  }

  /** A tensor of the output's shape to be added, or null for none; named after all inputs. */
  ElementwiseStep residual(Value value) {
    if (value != null) {
      input(builder.read(value), value.shape());
      residual = true;
    }
    return this;
  }

  /** PReLU slopes per index of the last axis, or null for none. */
  ElementwiseStep slopes(float[] values, Shape shape) {
    if (values != null) {
      Placement row = Placement.rowMajor(Shape.of(values.length));
      input(builder.image().floats(values), row.broadcast(shape));
      slopes = true;
    }
    return this;
  }

  ElementwiseStep reason(String text) {
    reason = text;
    return this;
  }

  /** Adds the step that writes a whole tensor. */
  void add(Formula formula, Buffer output, Shape shape) {
    Layout layout = output.layout();
    boolean alike = !layout.padded();
    for (Layout each : layouts) {
      alike &= layout.equals(each);
    }
    Operand operand = new Operand.Activation(output);
    if (alike) {
      // Gaps between channels are computed along: one long run beats many short ones.
      add(formula, operand, LoopNests.run(placements.size() + 1, layout.wholeVectorFloats()));
    } else {
      add(formula, operand, Placement.of(shape, layout));
    }
  }

  /** Adds the step that writes the given elements. */
  void add(Formula formula, Operand output, Placement placement) {
    placements.add(placement);
    add(formula, output, LoopNests.over(placements.toArray(new Placement[0])));
  }

  private void add(Formula formula, Operand output, LoopNests loops) {
    operands.add(output);
    for (int[] table : loops.tables()) {
      operands.add(builder.image().words(table));
    }
    ElementwiseKernel kernel =
        new ElementwiseKernel(
            formula, residual, activation, slopes, loops.nests(), loops.tables().size());
    String why =
        kernel.vectors()
            ? "elements of the output lie side by side"
            : "elements of the output lie apart in the layout its readers want";
    Step step = new Step(name, operator, kernel, operands, reason.isEmpty() ? why : reason, 0, 0);
    int parts = Partition.parts(bytes(), builder.options());
    builder.step(step.cut(NestParts.of(kernel, step.whole(), parts)));
  }

  /** A multiply-add takes as long as a byte: eight of either a cycle. */
  private long bytes() {
    long bytes = 0;
    for (Operand operand : operands) {
      if (operand instanceof Operand.Activation activation) {
        bytes += activation.buffer().layout().bytes();
      }
    }
    return bytes;
  }
}
