package dev.gossamer.finetune.render;

import java.util.SplittableRandom;
import org.joml.Vector3d;

/**
 * An eye at the origin that looks along -z.
 *
 * @param placed vertices in its axes, metres
 * @param projected x and y in subpixels, y down; z the reciprocal of the distance
 * @param focal length in subpixels
 */
record Camera(Vector3d[] placed, Vector3d[] projected, double focal) {

  /** So far away, and with such a lens, that the hand without its forearm fills a part of it. */
  static Camera of(Vector3d[] vertices, HandMesh mesh, int side, SplittableRandom random) {
    double distance = 0.28 + 0.7 * Math.pow(random.nextDouble(), 2);
    Vector3d low = new Vector3d(Double.POSITIVE_INFINITY);
    Vector3d high = new Vector3d(Double.NEGATIVE_INFINITY);
    for (int i = 0; i < vertices.length; i++) {
      if (mesh.along()[i] == 0) {
        low.min(vertices[i]);
        high.max(vertices[i]);
      }
    }
    Vector3d centre = new Vector3d(low).add(high).mul(0.5);
    double size = Math.max(high.x - low.x, high.y - low.y);
    double share = 0.35 + 0.3 * random.nextDouble();
    double focal = share * side * distance / size;
    double room = side * (1 - share) / 2;
    double x = side / 2.0 + 0.6 * room * (2 * random.nextDouble() - 1);
    double y = side / 2.0 + 0.6 * room * (2 * random.nextDouble() - 1);
    Vector3d[] placed = new Vector3d[vertices.length];
    Vector3d[] projected = new Vector3d[vertices.length];
    for (int i = 0; i < vertices.length; i++) {
      placed[i] = new Vector3d(vertices[i]).sub(centre).sub(0, 0, distance);
      double nearness = 1 / Math.max(0.02, -placed[i].z);
      projected[i] =
          new Vector3d(
              x + focal * placed[i].x * nearness, y - focal * placed[i].y * nearness, nearness);
    }
    return new Camera(placed, projected, focal);
  }
}
