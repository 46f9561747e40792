package dev.gossamer.finetune.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.joml.Vector3d;

/** Goes on where a hand ends: its wrist is cut open, and rings of vertices are added. */
final class Forearm {
  /** Faces that close the wrist look this much away from the fingers, and are this near its end. */
  private static final double CAP_FACING = 0.6;

  private static final double CAP_DEPTH = 0.016;
  private static final int RINGS = 6;

  /** Metres, and how much wider than the wrist it is at the elbow. */
  private static final double LENGTH = 0.22;

  private static final double WIDENING = 0.35;

  private final HandMesh hand;
  private final Vector3d away;

  private Forearm(HandMesh hand) {
    this.hand = hand;
    away = hand.bind()[Joint.WRIST.ordinal()].getColumn(2, new Vector3d()).normalize();
  }

  /** The hand with a forearm, or as it is if nothing is open at its wrist. */
  static HandMesh of(HandMesh closed) {
    Forearm forearm = new Forearm(new Forearm(closed).cutOpen());
    List<Integer> loop = longestLoop(forearm.openEdge());
    return loop.size() < 3 ? forearm.hand : forearm.extended(loop);
  }

  /** Without the faces that close the wrist. */
  private HandMesh cutOpen() {
    Vector3d[] positions = hand.positions();
    int[] triangles = hand.triangles();
    double end = Double.NEGATIVE_INFINITY;
    for (Vector3d position : positions) {
      end = Math.max(end, position.dot(away));
    }
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < triangles.length; i += 3) {
      Vector3d a = positions[triangles[i]];
      Vector3d b = positions[triangles[i + 1]];
      Vector3d c = positions[triangles[i + 2]];
      Vector3d normal = b.sub(a, new Vector3d()).cross(c.sub(a, new Vector3d())).normalize();
      double nearest = Math.min(a.dot(away), Math.min(b.dot(away), c.dot(away)));
      boolean closes = normal.dot(away) > CAP_FACING && nearest > end - CAP_DEPTH;
      if (!closes) {
        kept.addAll(List.of(triangles[i], triangles[i + 1], triangles[i + 2]));
      }
    }
    int[] open = kept.stream().mapToInt(Integer::intValue).toArray();
    return new HandMesh(positions, open, hand.joints(), hand.weights(), hand.bind(), hand.along());
  }

  private HandMesh extended(List<Integer> loop) {
    Vector3d[] positions = hand.positions();
    Vector3d centre = new Vector3d();
    loop.forEach(vertex -> centre.add(positions[vertex]));
    centre.div(loop.size());
    List<Vector3d> all = new ArrayList<>(List.of(positions));
    int count = positions.length + RINGS * loop.size();
    int[] joints = Arrays.copyOf(hand.joints(), count * HandMesh.INFLUENCES);
    float[] weights = Arrays.copyOf(hand.weights(), count * HandMesh.INFLUENCES);
    float[] along = new float[count];
    for (int ring = 1; ring <= RINGS; ring++) {
      double share = (double) ring / RINGS;
      double distance = LENGTH * share * share;
      float bent = Math.min(1, 0.5f * ring);
      for (int edge : loop) {
        Vector3d spoke = new Vector3d(positions[edge]).sub(centre);
        // The edge is slanted: the first rings make it straight.
        double ahead = spoke.dot(away) * (1 - Math.min(1, 2 * share));
        spoke.fma(-spoke.dot(away), away);
        Vector3d at = new Vector3d(centre).fma(1 + WIDENING * share, spoke);
        int vertex = all.size();
        all.add(at.fma(distance + ahead, away));
        along[vertex] = (float) distance;
        joints[vertex * HandMesh.INFLUENCES] = Joint.WRIST.ordinal();
        joints[vertex * HandMesh.INFLUENCES + 1] = Joint.FOREARM.ordinal();
        weights[vertex * HandMesh.INFLUENCES] = 1 - bent;
        weights[vertex * HandMesh.INFLUENCES + 1] = bent;
      }
    }
    int[] triangles = IntStream.concat(Arrays.stream(hand.triangles()), sides(loop)).toArray();
    Vector3d[] vertices = all.toArray(Vector3d[]::new);
    return new HandMesh(vertices, triangles, joints, weights, hand.bind(), along);
  }

  /** Two triangles from each vertex of a ring to the next ring. */
  private IntStream sides(List<Integer> loop) {
    int size = loop.size();
    IntStream.Builder corners = IntStream.builder();
    for (int ring = 1; ring <= RINGS; ring++) {
      int first = hand.vertices() + (ring - 1) * size;
      for (int i = 0; i < size; i++) {
        int next = (i + 1) % size;
        int a = ring == 1 ? loop.get(i) : first - size + i;
        int b = ring == 1 ? loop.get(next) : first - size + next;
        int vertex = first + i;
        corners.add(b).add(a).add(vertex).add(b).add(vertex).add(first + next);
      }
    }
    return corners.build();
  }

  /** From a vertex to the next one along edges that only one triangle has. */
  private Map<Integer, Integer> openEdge() {
    int[] triangles = hand.triangles();
    Set<Long> directed = new LinkedHashSet<>();
    for (int i = 0; i < triangles.length; i++) {
      int next = i % 3 == 2 ? i - 2 : i + 1;
      directed.add((long) triangles[i] << 32 | triangles[next]);
    }
    Map<Integer, Integer> open = new HashMap<>();
    for (long both : directed) {
      int from = (int) (both >> 32);
      int to = (int) both;
      if (!directed.contains((long) to << 32 | from)) {
        open.put(from, to);
      }
    }
    return open;
  }

  private static List<Integer> longestLoop(Map<Integer, Integer> next) {
    List<Integer> longest = List.of();
    TreeSet<Integer> left = new TreeSet<>(next.keySet());
    while (!left.isEmpty()) {
      List<Integer> loop = new ArrayList<>();
      Integer at = left.first();
      while (at != null && left.remove(at)) {
        loop.add(at);
        at = next.get(at);
      }
      if (loop.size() > longest.size()) {
        longest = loop;
      }
    }
    return longest;
  }
}
