package dev.gossamer;

/** A well-formed model that uses an operator, type or attribute outside the supported list. */
public final class UnsupportedModelException extends ModelFormatException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what the operator, type or attribute, such as {@code "operator LSTM"}
   * @param node the node that needs it, such as {@code "node 12 'lstm_1'"}
   * @param supported what is supported instead, ready to print
   */
  public UnsupportedModelException(String what, String node, String supported) {
    super("UNSUPPORTED", "Unsupported " + what + " in " + node + "; supported: " + supported, node);
  }
}
