package dev.gossamer.models.prune.pattern;

/** Any element may go. */
public record Unstructured() implements Pattern {
  @Override
  public String label() {
    return "unstructured";
  }

  @Override
  public Mask select(float[] importance, int rows, int columns, double sparsity) {
    Units.check(importance, rows, columns, sparsity);
    return new Mask(rows, columns, Units.best(importance, Units.kept(importance.length, sparsity)));
  }
}
