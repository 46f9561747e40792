package dev.gossamer.finetune;

import dev.gossamer.models.prune.Schedule;
import dev.gossamer.models.prune.pattern.Block;
import dev.gossamer.models.prune.pattern.Pattern;
import dev.gossamer.models.prune.pattern.Unstructured;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What happens to zeros while training. */
final class SparsityOptions {
  private static final int FREQUENCY = 100;

  @Option(
      names = "--prune-to",
      paramLabel = "S",
      description =
          "Prune while training: a sparsity that grows to S along Zhu and Gupta's cubic until step"
              + " --until, least weights first; then the rest of the training makes good for it.")
  private Double pruneTo;

  @Option(
      names = "--rigl",
      paramLabel = "SHARE",
      description =
          "Drop and grow (RigL) until step --until: exchange at first this share of the weights"
              + " that are left (0.3 in the paper) for those of greatest gradient.")
  private Double rigl;

  @Option(
      names = "--grow-to",
      paramLabel = "S",
      description =
          "Let weights come back until step --until, those of greatest gradient, so that at most"
              + " S of a layer stays zero. With --pattern 2x1 and the like, blocks of which some"
              + " weight is there are filled first, which alone may leave far fewer zeros than S.")
  private Double growTo;

  @Option(
      names = "--group-lasso",
      paramLabel = "STRENGTH",
      description =
          "Shorten the blocks of --pattern at every step by the learning rate x STRENGTH x the root of"
              + " their size, until they are zero as a whole. Steps of Adam are about the learning"
              + " rate long: at 1 nothing is left.")
  private Float lasso;

  @Option(
      names = "--until",
      paramLabel = "N",
      description =
          "The last step at which --prune-to, --rigl or --grow-to choose anew; they need it.")
  private Integer until;

  @Option(
      names = "--pattern",
      paramLabel = "P",
      description = "Of the zeros, as for 'prune': unstructured (default), blocks such as 2x1, …")
  private String pattern;

  /** The options as given, with a blank before each. */
  String recipe() {
    return (pruneTo == null ? "" : " --prune-to " + pruneTo)
        + (rigl == null ? "" : " --rigl " + rigl)
        + (growTo == null ? "" : " --grow-to " + growTo)
        + (lasso == null ? "" : " --group-lasso " + lasso)
        + (until == null ? "" : " --until " + until)
        + (pattern == null ? "" : " --pattern " + pattern);
  }

  /**
   * @param steps that are going to be made at most
   * @throws IllegalArgumentException if they do not go together
   */
  SparsityRules rules(int steps) {
    Pattern shape = Pattern.parse(pattern == null ? "unstructured" : pattern).of(false);
    check(shape, steps);
    MaskRule masks = null;
    if (pruneTo != null) {
      masks =
          new GradualPruning(
              new Schedule.PolynomialDecay(
                  0, pruneTo, 0, until, Schedule.PolynomialDecay.CUBIC, frequency()),
              shape);
    } else if (rigl != null) {
      masks = new Rigl(shape, rigl, frequency(), until);
    } else if (growTo != null) {
      masks = new Growth(shape, growTo, frequency(), until);
    }
    return new SparsityRules(masks, lasso == null ? null : new GroupLasso(block(shape), lasso));
  }

  private void check(Pattern shape, int steps) {
    long rules = Stream.of(pruneTo, rigl, growTo).filter(Objects::nonNull).count();
    if (rules > 1) {
      throw new IllegalArgumentException("--prune-to, --rigl and --grow-to exclude each other");
    }
    boolean chooses = rules > 0;
    if (growTo != null && !(growTo >= 0 && growTo < 1)) {
      throw new IllegalArgumentException(
          "--grow-to must be from 0 up to less than 1, got " + growTo);
    }
    if (growTo != null && !(shape instanceof Block || shape instanceof Unstructured)) {
      throw new IllegalArgumentException(
          "--grow-to is for unstructured zeros and blocks such as 2x1, got --pattern " + pattern);
    }
    if (until != null && !chooses) {
      throw new IllegalArgumentException(
          "--until is for --prune-to, --rigl and --grow-to; zeros stay as they are without");
    }
    if (chooses && (until == null || until < 1)) {
      throw new IllegalArgumentException(
          "--prune-to, --rigl and --grow-to need --until=N, a step of at least 1, got " + until);
    }
    if (pattern != null && !chooses && lasso == null) {
      throw new IllegalArgumentException(
          "--pattern is for --prune-to, --rigl, --grow-to and --group-lasso; zeros stay as they are"
              + " without");
    }
    if (chooses && until >= steps) {
      throw new IllegalArgumentException(
          "--until must be a step before the last one, got " + until + " of --steps " + steps);
    }
    if (shape.isDepthwise()) {
      throw new IllegalArgumentException(
          "--pattern " + pattern + " is for depthwise windows: training changes 1x1 convolutions");
    }
    if (pruneTo != null && shape.ownSparsity().isPresent()) {
      throw new IllegalArgumentException(
          "--pattern " + pattern + " has a sparsity of its own, which --prune-to cannot grow to");
    }
  }

  /** Steps from one choice to the next: ten choices in short trainings. */
  private int frequency() {
    return Math.max(1, Math.min(FREQUENCY, until / 10));
  }

  private static Block block(Pattern shape) {
    if (shape instanceof Block block) {
      return block;
    }
    throw new IllegalArgumentException(
        "--group-lasso needs --pattern with a block such as 2x1, got " + shape.label());
  }
}
