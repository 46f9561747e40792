package dev.gossamer.finetune;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.gossamer.finetune.Parameters.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * Adam (Kingma and Ba, 2015) with clipping by the norm of the whole gradient, for parameters that
 * keep their zeros: gradients are masked first, so that what is masked neither counts in the norm
 * nor moves.
 */
final class Optimizer {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.99f;
  private static final float EPSILON = 1e-8f;

  private record Slot(Parameter parameter, NDArray mean, NDArray variance) {}

  private final List<Slot> slots = new ArrayList<>();
  private final float clipNorm;
  private int steps;

  Optimizer(Parameters parameters, NDManager manager, float clipNorm) {
    this.clipNorm = clipNorm;
    for (Parameter parameter : parameters.all()) {
      parameter.array().setRequiresGradient(true);
      NDArray mean = zerosLike(parameter.array(), manager);
      slots.add(new Slot(parameter, mean, zerosLike(parameter.array(), manager)));
    }
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
      if (slot.parameter.mask() != null) {
        gradient.muli(slot.parameter.mask());
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
      }
    }
    for (int i = 0; i < slots.size(); i++) {
      gradients.get(i).close();
      JniUtils.zeroGrad((PtNDArray) slots.get(i).parameter.array());
    }
    return norm;
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

  /** Weights, means and variances of all parameters, for a checkpoint. */
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

  private static List<NDArray> arrays(Slot slot) {
    return List.of(slot.parameter.array(), slot.mean, slot.variance);
  }

  private static void write(NDArray array, float[] rowMajor) {
    long[] dims = array.getShape().getShape();
    long[] stored = dims.length == 4 ? new long[] {dims[0], dims[2], dims[3], dims[1]} : dims;
    try (NDArray source = Layouts.create(array.getManager(), rowMajor, stored)) {
      array.muli(0).addi(source);
    }
  }
}
