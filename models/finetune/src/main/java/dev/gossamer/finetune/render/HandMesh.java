package dev.gossamer.finetune.render;

import de.javagl.jgltf.model.AccessorByteData;
import de.javagl.jgltf.model.AccessorData;
import de.javagl.jgltf.model.AccessorFloatData;
import de.javagl.jgltf.model.AccessorIntData;
import de.javagl.jgltf.model.AccessorModel;
import de.javagl.jgltf.model.AccessorShortData;
import de.javagl.jgltf.model.GltfModel;
import de.javagl.jgltf.model.MeshPrimitiveModel;
import de.javagl.jgltf.model.NodeModel;
import de.javagl.jgltf.model.SkinModel;
import de.javagl.jgltf.model.io.GltfModelReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.joml.Matrix4d;
import org.joml.Vector3d;

/**
 * A hand as triangles on bones, read from a glTF 2.0 file whose joints have the names and axes of
 * WebXR hand input: the z axis of a joint points away from the finger's tip, y out of the back of
 * the hand. A forearm is added where the mesh is open.
 *
 * @param positions of vertices when the mesh was bound to its bones, metres
 * @param triangles three vertices each, counter-clockwise seen from outside
 * @param joints of each vertex, {@link #INFLUENCES} each
 * @param weights of those joints, sum 1
 * @param bind of each of {@link Joint}: from its own axes to those of the mesh
 * @param along how far along the forearm each vertex is, metres; 0 on the hand
 */
record HandMesh(
    Vector3d[] positions,
    int[] triangles,
    int[] joints,
    float[] weights,
    Matrix4d[] bind,
    float[] along) {
  static final int INFLUENCES = 4;
  private static final double CAP_FACING = 0.6;
  private static final double CAP_DEPTH = 0.016;
  private static final int RINGS = 6;
  private static final double ARM = 0.22;
  private static final double WIDENING = 0.35;

  int vertices() {
    return positions.length;
  }

  /**
   * @throws IOException if the file cannot be read, has no skinned mesh, or lacks a joint
   */
  static HandMesh read(Path file) throws IOException {
    GltfModel model;
    try {
      model = new GltfModelReader().read(file.toUri());
    } catch (IOException | RuntimeException malformed) {
      throw new IOException(file + " is not a glTF 2.0 file: " + malformed.getMessage(), malformed);
    }
    if (model.getSkinModels().isEmpty() || model.getMeshModels().isEmpty()) {
      throw new IOException(file + ": expected a mesh with a skin, found none");
    }
    SkinModel skin = model.getSkinModels().get(0);
    MeshPrimitiveModel mesh = model.getMeshModels().get(0).getMeshPrimitiveModels().get(0);
    try {
      return of(file, skin, mesh);
    } catch (RuntimeException malformed) {
      throw new IOException(file + " is not a hand that can be used: " + malformed, malformed);
    }
  }

  private static HandMesh of(Path file, SkinModel skin, MeshPrimitiveModel mesh)
      throws IOException {
    Map<String, Integer> places = new HashMap<>();
    List<NodeModel> nodes = skin.getJoints();
    for (int i = 0; i < nodes.size(); i++) {
      places.put(nodes.get(i).getName(), i);
    }
    Joint[] joints = Joint.values();
    Matrix4d[] bind = new Matrix4d[joints.length];
    int[] jointOf = new int[nodes.size()];
    for (Joint joint : joints) {
      if (joint == Joint.FOREARM) {
        bind[joint.ordinal()] = new Matrix4d(bind[Joint.WRIST.ordinal()]);
        continue;
      }
      Integer place = places.get(joint.gltfName());
      if (place == null) {
        throw new IOException(file + ": expected a joint '" + joint.gltfName() + "', found none");
      }
      float[] inverse = skin.getInverseBindMatrix(place, null);
      bind[joint.ordinal()] = new Matrix4d().set(inverse).invert();
      jointOf[place] = joint.ordinal();
    }
    Welding welding = new Welding(accessor(file, mesh, "POSITION"));
    int[] indices = integers(mesh.getIndices());
    int[] triangles = new int[indices.length];
    for (int i = 0; i < indices.length; i++) {
      triangles[i] = welding.welded(indices[i]);
    }
    int[] own = integers(accessor(file, mesh, "JOINTS_0"));
    AccessorFloatData shares =
        (AccessorFloatData) accessor(file, mesh, "WEIGHTS_0").getAccessorData();
    int count = welding.positions().size();
    int[] vertexJoints = new int[count * INFLUENCES];
    float[] weights = new float[count * INFLUENCES];
    for (int vertex = 0; vertex < shares.getNumElements(); vertex++) {
      int at = welding.welded(vertex) * INFLUENCES;
      for (int k = 0; k < INFLUENCES; k++) {
        vertexJoints[at + k] = jointOf[own[vertex * INFLUENCES + k]];
        weights[at + k] = shares.get(vertex, k);
      }
    }
    Vector3d[] positions = welding.positions().toArray(Vector3d[]::new);
    return new HandMesh(positions, triangles, vertexJoints, weights, bind, new float[count])
        .cutOpen()
        .withForearm();
  }

  /** Without the faces that close the wrist. */
  private HandMesh cutOpen() {
    Vector3d away = bind[Joint.WRIST.ordinal()].getColumn(2, new Vector3d()).normalize();
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
    return new HandMesh(positions, open, joints, weights, bind, along);
  }

  private static AccessorModel accessor(Path file, MeshPrimitiveModel mesh, String name)
      throws IOException {
    AccessorModel accessor = mesh.getAttributes().get(name);
    if (accessor == null) {
      throw new IOException(file + ": expected an attribute " + name + ", found none");
    }
    return accessor;
  }

  private static int[] integers(AccessorModel accessor) {
    AccessorData data = accessor.getAccessorData();
    int width = data.getNumComponentsPerElement();
    int[] values = new int[data.getNumElements() * width];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (data) {
            case AccessorByteData bytes -> bytes.getInt(i / width, i % width);
            case AccessorShortData shorts -> shorts.getInt(i / width, i % width);
            case AccessorIntData ints -> ints.get(i / width, i % width);
            default -> throw new IllegalArgumentException("indices of " + data.getComponentType());
          };
    }
    return values;
  }

  /** Vertices of the same place are one: a mesh is cut where its texture is. */
  private static final class Welding {
    private final List<Vector3d> positions = new ArrayList<>();
    private final int[] welded;

    Welding(AccessorModel accessor) {
      AccessorFloatData data = (AccessorFloatData) accessor.getAccessorData();
      Map<Vector3d, Integer> known = new HashMap<>();
      welded = new int[data.getNumElements()];
      for (int i = 0; i < welded.length; i++) {
        Vector3d at = new Vector3d(data.get(i, 0), data.get(i, 1), data.get(i, 2));
        welded[i] =
            known.computeIfAbsent(
                at,
                place -> {
                  positions.add(place);
                  return positions.size() - 1;
                });
      }
    }

    int welded(int vertex) {
      return welded[vertex];
    }

    List<Vector3d> positions() {
      return positions;
    }
  }

  /** Rings that go on from the open edge, away from the fingers, each a little wider. */
  private HandMesh withForearm() {
    Map<Integer, Integer> edge = openEdge();
    List<Integer> loop = longestLoop(edge);
    if (loop.size() < 3) {
      return this;
    }
    Vector3d centre = new Vector3d();
    loop.forEach(vertex -> centre.add(positions[vertex]));
    centre.div(loop.size());
    Vector3d away = bind[Joint.WRIST.ordinal()].getColumn(2, new Vector3d()).normalize();
    List<Vector3d> all = new ArrayList<>(List.of(positions));
    List<Integer> faces = new ArrayList<>();
    for (int corner : triangles) {
      faces.add(corner);
    }
    int count = positions.length + RINGS * loop.size();
    int[] allJoints = Arrays.copyOf(joints, count * INFLUENCES);
    float[] allWeights = Arrays.copyOf(weights, count * INFLUENCES);
    float[] allAlong = new float[count];
    for (int ring = 1; ring <= RINGS; ring++) {
      double share = (double) ring / RINGS;
      double distance = ARM * share * share;
      for (int i = 0; i < loop.size(); i++) {
        Vector3d base = positions[loop.get(i)];
        double ahead = new Vector3d(base).sub(centre).dot(away) * (1 - Math.min(1, 2 * share));
        Vector3d spoke = new Vector3d(base).sub(centre);
        spoke.fma(-spoke.dot(away), away);
        Vector3d at = new Vector3d(centre).fma(1 + WIDENING * share, spoke);
        all.add(at.fma(distance + ahead, away));
        int vertex = positions.length + (ring - 1) * loop.size() + i;
        allAlong[vertex] = (float) distance;
        float bent = Math.min(1, 0.5f * ring);
        allJoints[vertex * INFLUENCES] = Joint.WRIST.ordinal();
        allJoints[vertex * INFLUENCES + 1] = Joint.FOREARM.ordinal();
        allWeights[vertex * INFLUENCES] = 1 - bent;
        allWeights[vertex * INFLUENCES + 1] = bent;
        int next = (i + 1) % loop.size();
        int a = ring == 1 ? loop.get(i) : vertex - loop.size();
        int b = ring == 1 ? loop.get(next) : a - i + next;
        int c = vertex - i + next;
        faces.addAll(List.of(b, a, vertex, b, vertex, c));
      }
    }
    return new HandMesh(
        all.toArray(Vector3d[]::new),
        faces.stream().mapToInt(Integer::intValue).toArray(),
        allJoints,
        allWeights,
        bind,
        allAlong);
  }

  /** From a vertex to the next one along edges that only one triangle has. */
  private Map<Integer, Integer> openEdge() {
    Map<Long, Boolean> directed = new HashMap<>();
    for (int i = 0; i < triangles.length; i++) {
      int next = i % 3 == 2 ? i - 2 : i + 1;
      directed.put((long) triangles[i] << 32 | triangles[next], true);
    }
    Map<Integer, Integer> open = new HashMap<>();
    for (long both : directed.keySet()) {
      int from = (int) (both >> 32);
      int to = (int) both;
      if (!directed.containsKey((long) to << 32 | from)) {
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
