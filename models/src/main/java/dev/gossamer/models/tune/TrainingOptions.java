package dev.gossamer.models.tune;

import java.util.Locale;
import picocli.CommandLine.Option;

/** How long and how fast to train: of {@code finetune} and {@code prune --finetune}. */
public final class TrainingOptions {
  private static final double MINUTES = 60;
  private static final int BATCH = 16;
  private static final String RATE = "5e-4";

  @Option(
      names = "--minutes",
      paramLabel = "T",
      description = "Train for that long (default: 60, or as long as --steps takes).")
  private Double minutes;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Make N steps: for results that can be repeated exactly.")
  private Integer steps;

  @Option(
      names = "--batch",
      defaultValue = "" + BATCH,
      paramLabel = "N",
      description = "Pictures per step (default: ${DEFAULT-VALUE}).")
  private int batch = BATCH;

  @Option(
      names = "--lr",
      defaultValue = RATE,
      paramLabel = "RATE",
      description = "Highest learning rate (default: ${DEFAULT-VALUE}).")
  private float rate = Float.parseFloat(RATE);

  @Option(names = "--resume", description = "Go on from OUT.checkpoint if there is one.")
  private boolean resume;

  /**
   * @throws IllegalArgumentException if something is not above 0, in the words for users
   */
  public void check() {
    if (batch < 1
        || !(rate > 0)
        || (minutes != null && !(minutes > 0))
        || (steps != null && steps < 1)) {
      throw new IllegalArgumentException("--batch, --lr, --minutes and --steps must be above 0");
    }
  }

  /** Whether anything was said of training. */
  public boolean isGiven() {
    return minutes != null
        || steps != null
        || resume
        || batch != BATCH
        || rate != Float.parseFloat(RATE);
  }

  /** Nanoseconds to train at most. */
  public long nanos() {
    double time = minutes != null ? minutes : steps != null ? Double.MAX_VALUE : MINUTES;
    return (long) Math.min(Long.MAX_VALUE / 4.0, time * 60e9);
  }

  /** To make at most. */
  public int steps() {
    return steps == null ? Integer.MAX_VALUE : steps;
  }

  public int batch() {
    return batch;
  }

  public float rate() {
    return rate;
  }

  public boolean resume() {
    return resume;
  }

  /** The options, for people, with a blank before. */
  public String recipe() {
    String length =
        (steps == null ? "" : " --steps " + steps)
            + (minutes == null && steps != null
                ? ""
                : " --minutes " + (minutes == null ? MINUTES : minutes));
    return length + String.format(Locale.ROOT, " --batch %d --lr %.3g", batch, rate);
  }
}
