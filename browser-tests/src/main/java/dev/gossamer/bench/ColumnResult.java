package dev.gossamer.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.gossamer.bench.BenchPage.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How one runtime did on one model, over all browsers and rounds. */
final class ColumnResult {
  private final Column column;
  private final List<Slice> slices = new ArrayList<>();
  private double error;
  private int warmUpRuns;
  private String excluded = "";

  ColumnResult(Column column) {
    this.column = column;
  }

  @JsonIgnore
  Column column() {
    return column;
  }

  public String getName() {
    return column.name();
  }

  public String getTitle() {
    return column.title();
  }

  /** Largest difference from the interpreter over the largest magnitude, over all outputs. */
  public double getError() {
    return error;
  }

  public int getWarmUpRuns() {
    return warmUpRuns;
  }

  /** Why there are no times; empty where there are. */
  public String getExcluded() {
    return excluded;
  }

  /** One per round and browser; those of different runtimes with the same index are neighbours. */
  public List<Slice> getSlices() {
    return slices;
  }

  @JsonIgnore
  boolean isMeasured() {
    return excluded.isEmpty() && !slices.isEmpty();
  }

  void setError(double newError) {
    error = Math.max(error, newError);
  }

  void setWarmUpRuns(int runs) {
    warmUpRuns = Math.max(warmUpRuns, runs);
  }

  /** Takes the runtime out of the comparison; what was measured does not count. */
  void exclude(String reason) {
    if (excluded.isEmpty()) {
      excluded = reason;
    }
    slices.clear();
  }

  void add(Slice slice) {
    slices.add(slice);
  }

  public double getWallMinimum() {
    return Statistics.minimum(map(Slice::minimum));
  }

  public double getWallMedian() {
    return Statistics.median(map(Slice::median));
  }

  public double getProcessorMinimum() {
    return Statistics.minimum(map(Slice::onProcessor));
  }

  public double getProcessorMedian() {
    return Statistics.median(map(Slice::onProcessor));
  }

  /** How many times as long as {@code other} this runtime takes: the median over the slices. */
  double ratioTo(ColumnResult other, ToDoubleFunction<Slice> time) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(slices.size(), other.slices.size()); i++) {
      ratios.add(time.applyAsDouble(slices.get(i)) / time.applyAsDouble(other.slices.get(i)));
    }
    return Statistics.median(ratios);
  }

  private List<Double> map(ToDoubleFunction<Slice> time) {
    return slices.stream().map(time::applyAsDouble).toList();
  }
}
