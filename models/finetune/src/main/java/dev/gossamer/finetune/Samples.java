package dev.gossamer.finetune;

/** An endless supply of pictures to train on. */
interface Samples {
  /**
   * @param index the same index always gives the same picture
   * @return row-major in the shape of the network's input
   */
  float[] sample(long index);
}
