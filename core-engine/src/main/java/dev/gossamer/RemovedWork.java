package dev.gossamer;

/**
 * What need not be computed because dead channels were removed; zero twice where none were.
 *
 * @param channels output channels of convolutions and fully connected layers that are constant or
 *     never read
 * @param macs multiply-adds that went with them, zero weights included
 */
public record RemovedWork(long channels, long macs) {
  public static final RemovedWork NONE = new RemovedWork(0, 0);

  public RemovedWork plus(RemovedWork other) {
    return new RemovedWork(channels + other.channels, macs + other.macs);
  }
}
