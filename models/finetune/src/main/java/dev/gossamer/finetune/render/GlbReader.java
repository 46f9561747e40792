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
import org.joml.Matrix4d;
import org.joml.Vector3d;

/** Reads a hand from a glTF 2.0 file, by jgltf. */
final class GlbReader {
  /** Of glTF 2.0: every three indices are a triangle. */
  private static final int TRIANGLES = 4;

  private GlbReader() {}

  /**
   * The first mesh and the first skin of a file.
   *
   * @throws IOException if the file cannot be read, has no skinned mesh, or lacks a joint
   */
  static HandMesh read(Path file) throws IOException {
    GltfModel model;
    try {
      // Without references: a mesh is not trusted, and must not make us read other files or
      // addresses.
      model = new GltfModelReader().readWithoutReferences(file.toUri());
    } catch (IOException | RuntimeException malformed) {
      throw new IOException(file + " is not a glTF 2.0 file: " + malformed.getMessage(), malformed);
    }
    if (model.getSkinModels().isEmpty() || model.getMeshModels().isEmpty()) {
      throw new IOException(file + ": expected a mesh with a skin, found none");
    }
    try {
      SkinModel skin = model.getSkinModels().get(0);
      MeshPrimitiveModel mesh = model.getMeshModels().get(0).getMeshPrimitiveModels().get(0);
      if (mesh.getMode() != TRIANGLES || mesh.getIndices() == null) {
        throw new IOException(
            file + ": expected triangles with indices, found mode " + mesh.getMode());
      }
      return of(file, skin, mesh);
    } catch (RuntimeException malformed) {
      throw new IOException(file + " is not a hand that can be used: " + malformed, malformed);
    }
  }

  private static HandMesh of(Path file, SkinModel skin, MeshPrimitiveModel mesh)
      throws IOException {
    Joint[] jointOf = joints(skin.getJoints());
    Matrix4d[] bind = bind(file, skin, jointOf);
    Welding welding = new Welding(accessor(file, mesh, "POSITION"));
    int[] triangles = integers(mesh.getIndices());
    Arrays.setAll(triangles, i -> welding.welded(triangles[i]));
    int[] own = integers(accessor(file, mesh, "JOINTS_0"));
    AccessorFloatData shares =
        (AccessorFloatData) accessor(file, mesh, "WEIGHTS_0").getAccessorData();
    int count = welding.positions().size();
    int[] joints = new int[count * HandMesh.INFLUENCES];
    float[] weights = new float[count * HandMesh.INFLUENCES];
    for (int vertex = 0; vertex < shares.getNumElements(); vertex++) {
      int at = welding.welded(vertex) * HandMesh.INFLUENCES;
      for (int k = 0; k < HandMesh.INFLUENCES; k++) {
        int place = own[vertex * HandMesh.INFLUENCES + k];
        weights[at + k] = shares.get(vertex, k);
        if (weights[at + k] != 0 && jointOf[place] == null) {
          String name = skin.getJoints().get(place).getName();
          throw new IOException(file + ": expected joints of a hand only, found '" + name + "'");
        }
        joints[at + k] = weights[at + k] == 0 ? 0 : jointOf[place].ordinal();
      }
    }
    Vector3d[] positions = welding.positions().toArray(Vector3d[]::new);
    return new HandMesh(positions, triangles, joints, weights, bind, new float[count]);
  }

  /** Null for nodes that are no joints of a hand. */
  private static Joint[] joints(List<NodeModel> nodes) {
    Map<String, Joint> byName = new HashMap<>();
    for (Joint joint : Joint.values()) {
      byName.put(joint.gltfName(), joint);
    }
    byName.remove(Joint.FOREARM.gltfName());
    return nodes.stream().map(node -> byName.get(node.getName())).toArray(Joint[]::new);
  }

  private static Matrix4d[] bind(Path file, SkinModel skin, Joint[] jointOf) throws IOException {
    Matrix4d[] bind = new Matrix4d[Joint.values().length];
    for (int i = 0; i < jointOf.length; i++) {
      if (jointOf[i] != null) {
        bind[jointOf[i].ordinal()] =
            new Matrix4d().set(skin.getInverseBindMatrix(i, null)).invert();
      }
    }
    bind[Joint.FOREARM.ordinal()] = bind[Joint.WRIST.ordinal()];
    for (Joint joint : Joint.values()) {
      if (bind[joint.ordinal()] == null) {
        throw new IOException(file + ": expected a joint '" + joint.gltfName() + "', found none");
      }
    }
    return bind;
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
}
