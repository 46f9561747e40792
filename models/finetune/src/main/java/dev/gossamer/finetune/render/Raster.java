package dev.gossamer.finetune.render;

import java.util.Arrays;
import org.joml.Vector3d;

/**
 * What of a mesh is seen in each pixel: the triangle in front, and where in it. Vertices are given
 * as they are projected: x and y in pixels, z growing towards the eye and linear in the picture.
 */
final class Raster {
  static final int NONE = -1;

  final int width;
  final int height;

  /** The first corner of the triangle in front, or {@link #NONE}. */
  final int[] corner;

  /** Barycentric weights of the first two corners; the third has the rest. */
  final float[] first;

  final float[] second;
  final float[] depth;

  Raster(int width, int height, Vector3d[] projected, int[] triangles) {
    this.width = width;
    this.height = height;
    corner = new int[width * height];
    first = new float[width * height];
    second = new float[width * height];
    depth = new float[width * height];
    Arrays.fill(corner, NONE);
    Arrays.fill(depth, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < triangles.length; i += 3) {
      fill(i, projected[triangles[i]], projected[triangles[i + 1]], projected[triangles[i + 2]]);
    }
  }

  private void fill(int index, Vector3d a, Vector3d b, Vector3d c) {
    double area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    if (area == 0) {
      return;
    }
    int left = (int) Math.max(0, Math.ceil(min(a.x, b.x, c.x) - 0.5));
    int right = (int) Math.min(width - 1, Math.floor(max(a.x, b.x, c.x) - 0.5));
    int top = (int) Math.max(0, Math.ceil(min(a.y, b.y, c.y) - 0.5));
    int bottom = (int) Math.min(height - 1, Math.floor(max(a.y, b.y, c.y) - 0.5));
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        double px = x + 0.5;
        double py = y + 0.5;
        double u = ((b.x - px) * (c.y - py) - (b.y - py) * (c.x - px)) / area;
        double v = ((c.x - px) * (a.y - py) - (c.y - py) * (a.x - px)) / area;
        double w = 1 - u - v;
        if (u < 0 || v < 0 || w < 0) {
          continue;
        }
        float z = (float) (u * a.z + v * b.z + w * c.z);
        int at = y * width + x;
        if (z > depth[at]) {
          depth[at] = z;
          corner[at] = index;
          first[at] = (float) u;
          second[at] = (float) v;
        }
      }
    }
  }

  private static double min(double a, double b, double c) {
    return Math.min(a, Math.min(b, c));
  }

  private static double max(double a, double b, double c) {
    return Math.max(a, Math.max(b, c));
  }
}
