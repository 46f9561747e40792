package dev.gossamer;

/**
 * A model file that cannot be trusted or understood: what is wrong, where in the file, what was
 * expected and what was found. It (with its subclass {@link UnsupportedModelException}) is the only
 * exception that reading a model may throw for the bytes it was given.
 */
public class ModelFormatException extends GossamerException {
  private static final long serialVersionUID = 1L;

  private final String where;

  /**
   * For subclasses that have a code of their own.
   *
   * @param message the whole message
   */
  protected ModelFormatException(String code, String message, String where) {
    super(code, message);
    this.where = where;
  }

  /**
   * @param what what is wrong, one sentence without a full stop
   * @param where table and index, such as {@code "subgraph 0, tensor 12, buffer"}
   */
  public ModelFormatException(String what, String where) {
    super("MODEL_FORMAT", what + " (at " + where + ")");
    this.where = where;
  }

  /** The usual form: {@code what: expected X, found Y (at where)}. */
  public ModelFormatException(String what, String where, Object expected, Object found) {
    this(what + ": expected " + expected + ", found " + found, where);
  }

  /** Table and index of the fault, such as {@code "subgraph 0, tensor 12, buffer"}. */
  public String where() {
    return where;
  }
}
