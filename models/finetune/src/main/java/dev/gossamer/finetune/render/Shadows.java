package dev.gossamer.finetune.render;

import org.joml.Vector3d;

/** Which points a lamp far away reaches: a shadow map, the depths as seen from there. */
final class Shadows {
  private static final int EXTENT = 384;
  private static final double BIAS = 0.003;

  private final Vector3d towards;
  private final Vector3d right;
  private final Vector3d up;
  private final Raster raster;
  private double left = Double.POSITIVE_INFINITY;
  private double bottom = Double.POSITIVE_INFINITY;
  private double scale;

  Shadows(Vector3d[] vertices, int[] triangles, Vector3d towards) {
    this.towards = towards;
    Vector3d helper = Math.abs(towards.y) < 0.9 ? new Vector3d(0, 1, 0) : new Vector3d(1, 0, 0);
    right = helper.cross(towards, new Vector3d()).normalize();
    up = towards.cross(right, new Vector3d());
    double width = 0;
    double height = 0;
    for (Vector3d vertex : vertices) {
      left = Math.min(left, vertex.dot(right));
      bottom = Math.min(bottom, vertex.dot(up));
    }
    for (Vector3d vertex : vertices) {
      width = Math.max(width, vertex.dot(right) - left);
      height = Math.max(height, vertex.dot(up) - bottom);
    }
    scale = (EXTENT - 1) / Math.max(width, height);
    Vector3d[] projected = new Vector3d[vertices.length];
    for (int i = 0; i < projected.length; i++) {
      projected[i] = place(vertices[i]);
    }
    raster = new Raster(EXTENT, EXTENT, projected, triangles);
  }

  private Vector3d place(Vector3d point) {
    return new Vector3d(
        (point.dot(right) - left) * scale, (point.dot(up) - bottom) * scale, point.dot(towards));
  }

  /** The share of nine points around one that the lamp reaches. */
  double lit(Vector3d point) {
    Vector3d at = place(point);
    int free = 0;
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        int x = Math.max(0, Math.min(EXTENT - 1, (int) at.x + dx));
        int y = Math.max(0, Math.min(EXTENT - 1, (int) at.y + dy));
        if (raster.depth[y * EXTENT + x] < at.z + BIAS) {
          free++;
        }
      }
    }
    return free / 9.0;
  }
}
