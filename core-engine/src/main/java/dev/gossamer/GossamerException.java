package dev.gossamer;

/**
 * The root of everything Gossamer throws on purpose; {@link #code()} is stable and
 * machine-readable.
 */
public class GossamerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code upper-case words joined by underscores, such as {@code MODEL_FORMAT}; part of the
   *     API
   * @param message a sentence for people: what was expected and what came
   */
  public GossamerException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** Upper-case words joined by underscores, such as {@code MODEL_FORMAT}. */
  public String code() {
    return code;
  }
}
