package dev.gossamer;

/**
 * How to load a model: {@code LoadOptions.DEFAULT.withDeadChannelsKept()}.
 *
 * @param name what {@link Model#name()} answers; empty for the name in the file
 * @param removeDeadChannels remove channels that are constant or never read; results agree within
 *     rounding either way
 */
public record LoadOptions(String name, boolean removeDeadChannels) {
  public static final LoadOptions DEFAULT = new LoadOptions("", true);

  public LoadOptions withName(String newName) {
    return new LoadOptions(newName, removeDeadChannels);
  }

  /** Every channel is computed, as in the file. */
  public LoadOptions withDeadChannelsKept() {
    return new LoadOptions(name, false);
  }
}
