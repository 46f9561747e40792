package dev.gossamer.models.prune;

/** How much a weight matters, judged from the weights alone. */
public enum Criterion {
  /** |w|; units by their mean. */
  MAGNITUDE_L1 {
    @Override
    public float[] importance(float[] weights) {
      float[] importance = new float[weights.length];
      for (int i = 0; i < importance.length; i++) {
        importance[i] = Math.abs(weights[i]);
      }
      return importance;
    }
  },

  /** w * w; units by their mean, which prefers one large weight to many of middle size. */
  MAGNITUDE_L2 {
    @Override
    public float[] importance(float[] weights) {
      float[] importance = new float[weights.length];
      for (int i = 0; i < importance.length; i++) {
        importance[i] = weights[i] * weights[i];
      }
      return importance;
    }
  };

  /** One per weight, never negative. */
  public abstract float[] importance(float[] weights);
}
