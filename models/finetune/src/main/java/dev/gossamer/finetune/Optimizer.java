package dev.gossamer.finetune;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.gossamer.finetune.Parameters.Parameter;
import dev.gossamer.models.prune.pattern.Mask;
import java.util.ArrayList;
import java.util.List;

/**
 * Adam (Kingma and Ba, 2015) with clipping by the norm of the whole gradient, for parameters that
 * keep their zeros: gradients are masked first, so that what is masked neither counts in the norm
 * nor moves. Masks change only by a rule.
 */
final class Optimizer {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.99f;
  private static final float EPSILON = 1e-8f;

  /**
   * @param mask null if nothing is masked
   * @param matrix weights that rules change; null for others
   */
  private record Slot(
      Parameter parameter, NDArray mask, NDArray mean, NDArray variance, Matrix matrix) {}

  /**
   * @param first the mask before training
   */
  private record Matrix(int rows, int columns, Mask first) {}

  private final List<Slot> slots = new ArrayList<>();
  private final float clipNorm;
  private final SparsityRules rules;
  private int steps;

  Optimizer(Parameters parameters, NDManager manager, float clipNorm, SparsityRules rules) {
    this.clipNorm = clipNorm;
    this.rules = rules;
    for (Parameter parameter : parameters.all()) {
      parameter.array().setRequiresGradient(true);
      NDArray mean = zerosLike(parameter.array(), manager);
      NDArray variance = zerosLike(parameter.array(), manager);
      NDArray mask = parameter.mask();
      Matrix matrix = null;
      if (parameter.isPointwise()) {
        if (mask == null && rules.masks() != null) {
          mask = zerosLike(parameter.array(), manager);
          mask.addi(1);
        }
        matrix = matrix(parameter.array(), mask);
      }
      slots.add(new Slot(parameter, mask, mean, variance, matrix));
    }
  }

  private static Matrix matrix(NDArray weights, NDArray mask) {
    int rows = (int) weights.getShape().get(0);
    int columns = (int) (weights.size() / rows);
    Mask first = mask == null ? Mask.all(rows, columns) : mask(rows, columns, mask);
    return new Matrix(rows, columns, first);
  }

  private static Mask mask(int rows, int columns, NDArray mask) {
    return Mask.ofNonZeros(rows, columns, Layouts.rowMajor(mask));
  }

  private static NDArray zerosLike(NDArray array, NDManager manager) {
    NDArray detached = array.stopGradient();
    NDArray zeros = detached.mul(0);
    zeros.attach(manager);
    detached.close();
    return zeros;
  }

  /**
   * One step along the gradients that a backward pass has left, which are then zero again.
   *
   * @return the norm of the gradient before clipping; where it is not finite, nothing was changed
   */
  float step(float learningRate) {
    List<NDArray> gradients = new ArrayList<>();
    double sum = 0;
    for (Slot slot : slots) {
      NDArray gradient = slot.parameter.array().getGradient();
      if (slot.matrix != null && rules.masks() != null && rules.masks().isDue(steps)) {
        choose(slot, Layouts.rowMajor(gradient));
      }
      if (slot.mask != null) {
        gradient.muli(slot.mask);
      }
      try (NDArray square = gradient.square();
          NDArray total = square.sum()) {
        sum += total.getFloat();
      }
      gradients.add(gradient);
    }
    float norm = (float) Math.sqrt(sum);
    if (Float.isFinite(norm)) {
      steps++;
      double correction = Math.sqrt(1 - Math.pow(BETA2, steps)) / (1 - Math.pow(BETA1, steps));
      float scale = norm > clipNorm ? clipNorm / norm : 1;
      for (int i = 0; i < slots.size(); i++) {
        update(slots.get(i), gradients.get(i), learningRate, (float) correction, scale);
        shrink(slots.get(i), learningRate);
      }
    }
    for (int i = 0; i < slots.size(); i++) {
      gradients.get(i).close();
      JniUtils.zeroGrad((PtNDArray) slots.get(i).parameter.array());
    }
    return norm;
  }

  /** A gradient that is not finite says nothing: the step that it is of will be left out. */
  private void choose(Slot slot, float[] gradient) {
    for (float element : gradient) {
      if (!Float.isFinite(element)) {
        return;
      }
    }
    Matrix matrix = slot.matrix;
    Mask mask = mask(matrix.rows, matrix.columns, slot.mask);
    float[] weights = Layouts.rowMajor(slot.parameter.array());
    Mask next = rules.masks().next(steps, mask, matrix.first, weights, gradient);
    float[] ones = new float[weights.length];
    for (int i = 0; i < ones.length; i++) {
      ones[i] = next.keep()[i] ? 1 : 0;
    }
    write(slot.mask, ones);
    // What comes back starts from zero, as what has gone would.
    write(slot.parameter.array(), next.apply(weights));
    slot.mean.muli(slot.mask);
    slot.variance.muli(slot.mask);
  }

  private void shrink(Slot slot, float learningRate) {
    if (rules.lasso() != null && slot.matrix != null) {
      float[] weights = Layouts.rowMajor(slot.parameter.array());
      rules.lasso().shrink(weights, slot.matrix.rows, slot.matrix.columns, learningRate);
      write(slot.parameter.array(), weights);
    }
  }

  private static void update(
      Slot slot, NDArray gradient, float learningRate, float correction, float scale) {
    NDArray weight = slot.parameter.array();
    weight
        .getNDArrayInternal()
        .adamUpdate(
            new NDList(weight, gradient, slot.mean, slot.variance),
            new NDList(weight),
            learningRate,
            learningRate * correction,
            0,
            scale,
            -1,
            BETA1,
            BETA2,
            EPSILON,
            true,
            false);
  }

  int steps() {
    return steps;
  }

  /** Share of the weights of all 1x1 convolutions that are zero, 0..1; 0 without any. */
  double sparsity() {
    long all = 0;
    long others = 0;
    for (Slot slot : slots) {
      if (slot.matrix != null) {
        all += slot.parameter.array().size();
        try (NDArray weights = slot.parameter.array().stopGradient();
            NDArray isOther = weights.neq(0);
            NDArray count = isOther.sum()) {
          others += count.toLongArray()[0];
        }
      }
    }
    return all == 0 ? 0 : 1 - (double) others / all;
  }

  /** Weights, means, variances and masks that change, of all parameters, for a checkpoint. */
  List<float[]> state() {
    List<float[]> state = new ArrayList<>();
    for (Slot slot : slots) {
      for (NDArray array : arrays(slot)) {
        state.add(Layouts.rowMajor(array));
      }
    }
    return state;
  }

  /** Goes back to a {@link #state}. */
  void restore(List<float[]> state, int stepsDone) {
    int next = 0;
    for (Slot slot : slots) {
      for (NDArray array : arrays(slot)) {
        write(array, state.get(next++));
      }
    }
    steps = stepsDone;
  }

  private List<NDArray> arrays(Slot slot) {
    NDArray weights = slot.parameter.array();
    return rules.masks() != null && slot.matrix != null
        ? List.of(weights, slot.mean, slot.variance, slot.mask)
        : List.of(weights, slot.mean, slot.variance);
  }

  private static void write(NDArray array, float[] rowMajor) {
    long[] dims = array.getShape().getShape();
    long[] stored = dims.length == 4 ? new long[] {dims[0], dims[2], dims[3], dims[1]} : dims;
    try (NDArray source = Layouts.create(array.getManager(), rowMajor, stored)) {
      array.muli(0).addi(source);
    }
  }
}
