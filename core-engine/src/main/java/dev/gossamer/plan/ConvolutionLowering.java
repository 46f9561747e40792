package dev.gossamer.plan;

import dev.gossamer.graph.Op.Conv2d;
import dev.gossamer.graph.Shape;
import dev.gossamer.sparse.CsrMatrix;
import java.util.List;

/**
 * Convolutions of any kernel size, stride, dilation and grouping, dense or sparse, as {@link
 * PointwiseKernel}s.
 */
final class ConvolutionLowering extends WindowedLowering {
  @Override
  public List<Layout> wishes(Task task, int input, Layout output) {
    Shape x = task.input(0).shape();
    return List.of(
        isPointwise((Conv2d) task.op(), task.input(1).shape())
            ? Layout.pointwiseBands(x.dim(3), x.dim(1), x.dim(2))
            : planes(task));
  }

  @Override
  public boolean reads(Task task, int input, Layout layout, Layout output) {
    Conv2d conv = (Conv2d) task.op();
    Shape k = task.input(1).shape();
    if (isPointwise(conv, k)) {
      boolean wholeRows = layout.isContiguousInRow() && layout.width() % 4 == 0;
      return layout.isFlat() && layout.bandCount() == 1
          || layout.equals(
              Layout.pointwiseBands(layout.channels(), layout.height(), layout.width()))
          || wholeRows && layout.bandCount() == 1;
    }
    Layout wish = planes(task);
    return layout.phases() == wish.phases()
        && layout.pixelStride() == 4
        && layout.bandCount() == 1
        && layout.hasBorder(wish.border().top(), wish.border().bottom(), wish.border().side());
  }

  @Override
  public void lower(Task task, PlanBuilder builder) {
    Buffer input = builder.read(task, 0, this);
    builder.step(step(task, builder, input, builder.write(task.output()), true, false));
  }

  /**
   * The step that makes the first rows, as many as the output's layout has.
   *
   * @param cut whether it is cut into parts, where the plan is for threads
   * @param ranged whether the kernel is to take a range of steps in any case
   */
  static Step step(
      Task task, PlanBuilder builder, Buffer input, Buffer output, boolean cut, boolean ranged) {
    Conv2d conv = (Conv2d) task.op();
    Shape k = task.input(1).shape();
    Layout in = input.layout();
    boolean flat = isPointwise(conv, k) && in.isFlat();
    Shape x = task.input(0).shape();
    int columnsPerTap = k.dim(3) * conv.groups();
    int[] columns = new int[k.dim(1) * k.dim(2) * columnsPerTap];
    int base = in.offset(0, 0, 0);
    int next = 0;
    for (int ky = 0; ky < k.dim(1); ky++) {
      for (int kx = 0; kx < k.dim(2); kx++) {
        int y0 = ky * conv.dilation().height() - conv.padding().top();
        int x0 = kx * conv.dilation().width() - conv.padding().left();
        for (int c = 0; c < columnsPerTap; c++) {
          columns[next++] = in.offset(c, y0, x0) - base;
        }
      }
    }
    CsrMatrix weights =
        ConvolutionWeights.matrix(ConvolutionWeights.weights(task, builder, 1), conv.groups());
    float[] bias = ConvolutionWeights.bias(task, builder, k.dim(0));
    long macs = (long) k.elements() * task.output().shape().dim(1) * task.output().shape().dim(2);
    return new PointwiseChoice(task, builder, input, output, weights, columns, bias, flat, macs)
        .step(conv.stride().height(), conv.stride().width(), cut, ranged);
  }

  static boolean isPointwise(Conv2d conv, Shape k) {
    return k.dim(1) == 1 && k.dim(2) == 1 && conv.stride().isOne() && conv.padding().isNone();
  }
}
