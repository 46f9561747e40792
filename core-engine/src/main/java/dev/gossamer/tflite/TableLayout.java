package dev.gossamer.tflite;

/**
 * What the verifier must know of a table: its fields in the order of their ids.
 *
 * @param name as in the schema, for messages
 */
public record TableLayout(String name, Field... fields) {

  /** One field; its id is its place in the list. */
  public sealed interface Field {
    String name();
  }

  /** A number stored in the table itself. */
  public record Scalar(String name, int bytes) implements Field {}

  /** A vector of numbers (or a string, of bytes). */
  public record Numbers(String name, int bytes) implements Field {}

  /** Another table. */
  public record Child(String name, TableLayout table) implements Field {}

  /** A vector of tables. */
  public record Children(String name, TableLayout table) implements Field {}

  /**
   * The table of a union; the field before it, a {@link Scalar} of one byte, says which.
   *
   * @param byType index: the union's type; null for what is never read
   */
  public record Union(String name, TableLayout[] byType) implements Field {}
}
