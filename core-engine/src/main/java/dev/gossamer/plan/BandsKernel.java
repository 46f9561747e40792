package dev.gossamer.plan;

import java.util.List;

/**
 * A convolution, the depthwise one that reads it and the pointwise one that reads that: some rows
 * of all three after another, so that what one hands to the next stays in the second-level cache.
 *
 * <p>Operands: those of the stages' kernels, stage after stage, without the range of the first one.
 *
 * @param rows of a band of the last stage's output
 * @param count bands
 * @param stages the three layers; the kernel of the first is ranged and has one loop
 * @param ring where the rows are that the depthwise convolution reads
 */
public record BandsKernel(int rows, int count, List<Stage> stages, Ring ring) implements Kernel {
  public BandsKernel {
    stages = List.copyOf(stages);
  }

  /**
   * A layer.
   *
   * @param shifts per operand, bytes from one band to the next
   */
  public record Stage(Kernel kernel, List<Integer> shifts) {
    public Stage {
      shifts = List.copyOf(shifts);
    }
  }

  /**
   * Planes of a few rows. Row r of the picture is row {@code r - band * bandRows + lead} of its
   * plane; rows that the next band reads too are moved up when a band is done.
   *
   * @param height rows of the whole picture
   * @param stepRows rows that one step of the first stage makes
   * @param bandRows rows from one band to the next
   * @param top rows above its first that a band reads
   * @param lead rows kept above its first, whole steps
   * @param ahead rows made when a band is worked on, counted from its first, whole steps
   */
  public record Ring(
      int height,
      int stepRows,
      int bandRows,
      int top,
      int lead,
      int ahead,
      int planes,
      int planeBytes,
      int rowPitch) {
    /** Rows of a plane. */
    public int rows() {
      return lead + ahead;
    }
  }

  Kernel depthwise() {
    return stages.get(1).kernel();
  }

  @Override
  public String label() {
    StringBuilder text = new StringBuilder("bands of ").append(rows).append(" rows: ");
    for (int i = 0; i < stages.size(); i++) {
      text.append(i == 0 ? "" : " + ").append(stages.get(i).kernel().label());
    }
    return text.toString();
  }
}
