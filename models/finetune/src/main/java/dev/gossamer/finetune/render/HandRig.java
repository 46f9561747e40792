package dev.gossamer.finetune.render;

import org.joml.Matrix4d;
import org.joml.Vector3d;

/** Bends a mesh by its bones (linear blend skinning). */
final class HandRig {
  private HandRig() {}

  /** The vertices of a mesh in a pose, metres; the wrist stays where it is. */
  static Vector3d[] vertices(HandMesh mesh, HandPose pose) {
    Joint[] joints = Joint.values();
    Matrix4d[] placed = new Matrix4d[joints.length];
    Matrix4d[] skin = new Matrix4d[joints.length];
    for (Joint joint : joints) {
      int i = joint.ordinal();
      Vector3d angles = pose.angles()[i];
      if (joint.parent() == null) {
        placed[i] = new Matrix4d(mesh.bind()[i]);
      } else {
        int parent = joint.parent().ordinal();
        Matrix4d local = new Matrix4d(mesh.bind()[parent]).invert().mul(mesh.bind()[i]);
        Vector3d offset = local.getTranslation(new Vector3d());
        // The palm keeps its shape: only bones of fingers are longer or shorter.
        double length = joint.parent() == Joint.WRIST ? 1 : pose.lengths()[parent];
        local.setTranslation(offset.mul(length));
        placed[i] = new Matrix4d(placed[parent]).mul(local);
      }
      placed[i].rotateXYZ(angles.x, angles.y, angles.z);
      double thick = pose.thickness();
      double length = joint == Joint.WRIST || joint == Joint.FOREARM ? 1 : pose.lengths()[i];
      skin[i] =
          new Matrix4d(placed[i])
              .scale(thick, thick, length)
              .mul(new Matrix4d(mesh.bind()[i]).invert());
    }
    Vector3d[] vertices = new Vector3d[mesh.vertices()];
    Vector3d moved = new Vector3d();
    for (int vertex = 0; vertex < vertices.length; vertex++) {
      Vector3d sum = new Vector3d();
      for (int k = 0; k < HandMesh.INFLUENCES; k++) {
        int at = vertex * HandMesh.INFLUENCES + k;
        float weight = mesh.weights()[at];
        if (weight > 0) {
          skin[mesh.joints()[at]].transformPosition(mesh.positions()[vertex], moved);
          sum.fma(weight, moved);
        }
      }
      vertices[vertex] = sum;
    }
    return vertices;
  }

  /** Normals of vertices, of length 1: the mean of those of their triangles by area. */
  static Vector3d[] normals(Vector3d[] vertices, int[] triangles) {
    Vector3d[] normals = new Vector3d[vertices.length];
    for (int i = 0; i < normals.length; i++) {
      normals[i] = new Vector3d();
    }
    Vector3d side = new Vector3d();
    Vector3d other = new Vector3d();
    for (int i = 0; i < triangles.length; i += 3) {
      Vector3d corner = vertices[triangles[i]];
      vertices[triangles[i + 1]].sub(corner, side);
      vertices[triangles[i + 2]].sub(corner, other);
      side.cross(other);
      for (int k = 0; k < 3; k++) {
        normals[triangles[i + k]].add(side);
      }
    }
    for (Vector3d normal : normals) {
      normal.normalize();
    }
    return normals;
  }
}
