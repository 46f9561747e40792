package dev.gossamer.finetune;

import ai.djl.ndarray.NDArray;

/**
 * Products with plain numbers that a backward pass can be run through. DJL's own {@code
 * mul(Number)} lends PyTorch a Java buffer and lets go of it at once, while autograd keeps the
 * number for the backward pass: after a collection of garbage the gradient is scaled by whatever
 * lies there then. Here the number lives as long as the array's manager.
 */
final class Scaling {
  private Scaling() {}

  static NDArray times(NDArray x, float factor) {
    return x.mul(x.getManager().create(factor));
  }
}
