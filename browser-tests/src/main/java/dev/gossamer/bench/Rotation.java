package dev.gossamer.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Who is measured when: A B C, then B C A, then C A B, so that nobody always comes first. */
final class Rotation {
  private Rotation() {}

  /** The order of a round, counted from 0. */
  static <T> List<T> order(List<T> items, int round) {
    List<T> order = new ArrayList<>(items);
    Collections.rotate(order, items.isEmpty() ? 0 : -(round % items.size()));
    return order;
  }
}
