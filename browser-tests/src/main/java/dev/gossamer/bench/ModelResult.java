package dev.gossamer.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.gossamer.bench.BenchPage.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All runtimes on one model. */
final class ModelResult {
  private final BenchModel model;
  private final List<ColumnResult> columns = new ArrayList<>();

  ModelResult(BenchModel model, List<Column> columns) {
    this.model = model;
    columns.forEach(column -> this.columns.add(new ColumnResult(column)));
  }

  @JsonIgnore
  BenchModel model() {
    return model;
  }

  public String getModel() {
    return model.name();
  }

  public int getBytes() {
    return model.bytes().length;
  }

  public long getMacs() {
    return model.macs();
  }

  public long getMacsOnNonZeros() {
    return model.macsOnNonZeros();
  }

  public List<ColumnResult> getColumns() {
    return columns;
  }

  Optional<ColumnResult> column(String name) {
    return columns.stream().filter(column -> column.getName().equals(name)).findFirst();
  }

  /** Whether slices have a time on the processor. */
  @JsonIgnore
  boolean hasProcessorTime() {
    return columns.stream()
        .filter(ColumnResult::isMeasured)
        .allMatch(column -> !Double.isNaN(column.getProcessorMedian()));
  }

  /** The fastest runtime that is not Gossamer, by the median time on the processor if there is. */
  @JsonIgnore
  Optional<ColumnResult> fastestPeer() {
    Comparator<ColumnResult> order =
        Comparator.comparingDouble(
            hasProcessorTime() ? ColumnResult::getProcessorMedian : ColumnResult::getWallMedian);
    return columns.stream()
        .filter(column -> column.isMeasured() && !column.column().isGossamer())
        .min(order);
  }

  /** How many times as fast as the fastest peer; empty if either is missing. */
  Optional<SpeedUp> speedUp(String gossamerColumn) {
    Optional<ColumnResult> own = column(gossamerColumn).filter(ColumnResult::isMeasured);
    Optional<ColumnResult> peer = fastestPeer();
    if (own.isEmpty() || peer.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new SpeedUp(
            peer.get().getTitle(),
            peer.get().ratioTo(own.get(), Slice::onProcessor),
            peer.get().ratioTo(own.get(), Slice::median),
            peer.get().getWallMinimum() / own.get().getWallMinimum()));
  }

  public SpeedUp getSpeedUp() {
    return speedUp(Column.GOSSAMER.name()).orElse(null);
  }

  public SpeedUp getSpeedUpWithAllChannels() {
    return speedUp(Column.ALL_CHANNELS.name()).orElse(null);
  }

  /**
   * Gossamer against the fastest peer; above 1 is faster.
   *
   * @param processor median ratio per slice of time on the processor; NaN where there is none
   * @param wall median ratio per slice of the slice's median time
   * @param minima ratio of the least times of all
   */
  record SpeedUp(String peer, double processor, double wall, double minima) {
    /** The ratio to judge by. */
    double best() {
      return Double.isNaN(processor) ? wall : processor;
    }
  }
}
