package dev.gossamer.models.cli;

import dev.gossamer.Gossamer;
import dev.gossamer.format.GossInfo;
import dev.gossamer.format.GossInfo.InputRange;
import dev.gossamer.format.GossReader;
import dev.gossamer.graph.Graph;
import dev.gossamer.models.convert.ModelKind;
import dev.gossamer.models.zoo.FileHash;
import java.util.Collections;
import java.util.List;

/** Where a model that a command writes comes from: what a {@code .goss} file keeps of it. */
final class Provenance {
  private final ModelArgument source;
  private final GossInfo known;

  Provenance(ModelArgument source) {
    this.source = source;
    this.known =
        ModelKind.of(source.bytes()) == ModelKind.GOSS
            ? GossReader.readFile(source.bytes()).info()
            : GossInfo.NONE;
  }

  /** The ranges of the model's inputs; empty if unknown. */
  List<InputRange> ranges(Graph graph) {
    return source
        .picture()
        .map(
            picture ->
                Collections.nCopies(
                    graph.inputs().size(), new InputRange(picture.low(), picture.high())))
        .orElse(known.inputRanges());
  }

  /** The recipe so far and one step more, which may be empty. */
  String recipe(String step) {
    boolean joined = !known.recipe().isEmpty() && !step.isEmpty();
    return known.recipe() + (joined ? "; " : "") + step;
  }

  /** The hash stays that of the first file that is known. */
  GossInfo info(String recipe, List<InputRange> ranges) {
    String first = known.sourceSha256();
    return new GossInfo(
        "Gossamer " + Gossamer.version(),
        first.isEmpty() ? FileHash.sha256(source.bytes()) : first,
        recipe,
        ranges);
  }
}
