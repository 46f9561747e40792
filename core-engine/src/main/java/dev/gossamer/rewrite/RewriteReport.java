package dev.gossamer.rewrite;

import dev.gossamer.RemovedWork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which rules fired where, in the order they did.
 *
 * @param removed what removing dead channels saved
 */
public record RewriteReport(List<Firing> firings, RemovedWork removed) {
  public static final RewriteReport EMPTY = new RewriteReport(List.of(), RemovedWork.NONE);

  /**
   * One application of a rule.
   *
   * @param rule its name
   * @param node name of the node that came of it
   * @param detail what was replaced or done, a few words
   */
  public record Firing(String rule, String node, String detail) {}

  public RewriteReport {
    firings = List.copyOf(firings);
  }

  /** How often each rule fired, in order of first firing; rules that did not are absent. */
  public Map<String, Integer> counts() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Firing firing : firings) {
      counts.merge(firing.rule(), 1, Integer::sum);
    }
    return counts;
  }

  /** What rules did to each node, by the name it bears now; nodes left alone are absent. */
  public Map<String, List<Firing>> byNode() {
    Map<String, List<Firing>> byNode = new LinkedHashMap<>();
    for (Firing firing : firings) {
      byNode.computeIfAbsent(firing.node(), node -> new ArrayList<>()).add(firing);
    }
    return byNode;
  }

  /** Collects firings. */
  public static final class Builder {
    private final List<Firing> firings = new ArrayList<>();
    private RemovedWork removed = RemovedWork.NONE;

    public void fired(String rule, String node, String detail) {
      firings.add(new Firing(rule, node, detail));
    }

    /** Dead channels went, more of them with every round. */
    public void removed(RemovedWork more) {
      removed = removed.plus(more);
    }

    /** Nodes bear other names from now on: new ones by old ones. */
    public void renamed(Map<String, String> names) {
      for (int i = 0; i < firings.size() && !names.isEmpty(); i++) {
        Firing firing = firings.get(i);
        String to = names.get(firing.node());
        if (to != null) {
          firings.set(i, new Firing(firing.rule(), to, firing.detail()));
        }
      }
    }

    public RewriteReport build() {
      return new RewriteReport(firings, removed);
    }
  }
}
