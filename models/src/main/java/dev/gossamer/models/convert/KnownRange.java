package dev.gossamer.models.convert;

import dev.gossamer.format.GossInfo.InputRange;
import dev.gossamer.format.GossReader;
import dev.gossamer.models.zoo.FileHash;
import dev.gossamer.models.zoo.Zoo;
import dev.gossamer.models.zoo.ZooEntry.ZooModel;
import java.util.Optional;

/** What black and white are to a model, where its file or the zoo tells. */
public final class KnownRange {
  private KnownRange() {}

  /**
   * Of the first input; empty if neither a {@code .goss} file says so nor the zoo has this very
   * file.
   *
   * @param model a model file
   */
  public static Optional<InputRange> of(byte[] model) {
    if (ModelKind.of(model) == ModelKind.GOSS) {
      return GossReader.readFile(model).info().inputRanges().stream().findFirst();
    }
    String hash = FileHash.sha256(model);
    return Zoo.standard().entries().stream()
        .filter(ZooModel.class::isInstance)
        .map(ZooModel.class::cast)
        .filter(entry -> entry.sha256().equals(hash))
        .map(entry -> new InputRange(entry.input().low(), entry.input().high()))
        .findFirst();
  }
}
