package dev.gossamer.models.convert;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a conversion did to the size of a file, constant by constant.
 *
 * @param before bytes of the whole file
 * @param after bytes of the whole file
 */
public record SizeComparison(List<Pair> constants, long before, long after) {

  /**
   * A constant in both files.
   *
   * @param before empty if the first file has none of that name
   */
  public record Pair(Optional<StoredTensor> before, StoredTensor after) {}

  /** Compares two files that can be read; constants are told by their names. */
  public static SizeComparison of(byte[] before, byte[] after) {
    Map<String, Deque<StoredTensor>> byName = new HashMap<>();
    for (StoredTensor tensor : StoredTensor.of(before)) {
      byName.computeIfAbsent(tensor.name(), name -> new ArrayDeque<>()).add(tensor);
    }
    List<Pair> pairs = new ArrayList<>();
    for (StoredTensor tensor : StoredTensor.of(after)) {
      Deque<StoredTensor> same = byName.getOrDefault(tensor.name(), new ArrayDeque<>());
      pairs.add(new Pair(Optional.ofNullable(same.poll()), tensor));
    }
    return new SizeComparison(List.copyOf(pairs), before.length, after.length);
  }

  /** Bytes of all constants in the first file. */
  public long constantsBefore() {
    return constants.stream().mapToLong(pair -> bytes(pair.before())).sum();
  }

  /** Bytes of all constants in the second file. */
  public long constantsAfter() {
    return constants.stream().mapToLong(pair -> pair.after().bytes()).sum();
  }

  private static int bytes(Optional<StoredTensor> tensor) {
    return tensor.map(StoredTensor::bytes).orElse(0);
  }
}
