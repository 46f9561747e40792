package dev.gossamer.tflite;

/**
 * What the verifier must know of a table: its fields in the order of their ids.
 *
 * @param name as in the schema, for messages
 */
record TableLayout(String name, Field... fields) {

  /** One field; its id is its place in the list. */
  sealed interface Field {
    String name();
  }

  /** A number stored in the table itself. */
  record Scalar(String name, int bytes) implements Field {}

  /** A vector of numbers (or a string, of bytes). */
  record Numbers(String name, int bytes) implements Field {}

  /** Another table. */
  record Child(String name, TableLayout table) implements Field {}

  /** A vector of tables. */
  record Children(String name, TableLayout table) implements Field {}

  /**
   * The table of a union; the field before it, a {@link Scalar} of one byte, says which.
   *
   * @param byType index: the union's type; null for what is never read
   */
  record Union(String name, TableLayout[] byType) implements Field {}
}
