package dev.gossamer.finetune.render;

import java.io.IOException;
import java.nio.file.Path;
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

  /**
   * With a forearm.
   *
   * @throws IOException if the file cannot be read, has no skinned mesh, or lacks a joint
   */
  static HandMesh read(Path file) throws IOException {
    return Forearm.of(GlbReader.read(file));
  }

  int vertices() {
    return positions.length;
  }
}
