package dev.gossamer.models.convert;

import dev.gossamer.Gossamer;
import dev.gossamer.format.GossInfo;
import dev.gossamer.format.GossInfo.InputRange;
import dev.gossamer.format.GossReader;
import dev.gossamer.graph.Graph;
import dev.gossamer.models.zoo.FileHash;
import dev.gossamer.models.zoo.ZooEntry.PictureInput;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Where a model that a command writes comes from: what a {@code .goss} file keeps of it. */
public final class Provenance {
  private final byte[] source;
  private final Optional<PictureInput> picture;
  private final GossInfo known;

  /**
   * @param source the file that the model was made of
   * @param picture what its input takes, if it is of the zoo
   */
  public Provenance(byte[] source, Optional<PictureInput> picture) {
    this.source = source;
    this.picture = picture;
    known =
        ModelKind.of(source) == ModelKind.GOSS ? GossReader.readFile(source).info() : GossInfo.NONE;
  }

  /** The ranges of the model's inputs; empty if unknown. */
  public List<InputRange> ranges(Graph graph) {
    return picture
        .map(
            input ->
                Collections.nCopies(
                    graph.inputs().size(), new InputRange(input.low(), input.high())))
        .orElse(known.inputRanges());
  }

  /** The recipe so far and one step more, which may be empty. */
  public String recipe(String step) {
    boolean joined = !known.recipe().isEmpty() && !step.isEmpty();
    return known.recipe() + (joined ? "; " : "") + step;
  }

  /** The hash stays that of the first file that is known. */
  public GossInfo info(String recipe, List<InputRange> ranges) {
    String first = known.sourceSha256();
    return new GossInfo(
        "Gossamer " + Gossamer.version(),
        first.isEmpty() ? FileHash.sha256(source) : first,
        recipe,
        ranges);
  }
}
