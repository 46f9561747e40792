package dev.gossamer.finetune.render;

import dev.gossamer.models.pictures.Picture;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.SplittableRandom;
import org.joml.Matrix4d;
import org.joml.Vector3d;

/** Pictures of one hand each, in front of parts of other pictures. */
final class HandRenderer {
  /** Subpixels a side, averaged. */
  private static final int FINER = 2;

  /** Turns by it spread points evenly over a disc. */
  private static final double GOLDEN_ANGLE = 2.399963;

  private static final double[][] AROUND = around();

  /** Half a finger: how far around a point is looked for what hides the room from it, metres. */
  private static final double AROUND_METRES = 0.012;

  /** What is this much nearer hides: less is the skin's own slope, more another finger's edge. */
  private static final double LEAST_STEP = 0.002;

  private static final double FULL_STEP = 0.01;
  private static final double LARGEST_STEP = 0.05;
  private static final double DARKEST = 0.75;

  /** What a picture is made of. */
  private record Scene(
      Camera camera, Vector3d[] normals, Raster raster, Light light, Skin skin, Shadows shadows) {}

  private final HandMesh mesh;
  private final Vector3d[] meshNormals;
  private final List<Picture> backgrounds;
  private final int extent;
  private final long seed;

  /**
   * @param backgrounds none for soft spots of colour
   * @param extent of the pictures, pixels a side
   */
  HandRenderer(HandMesh mesh, List<Picture> backgrounds, int extent, long seed) {
    this.mesh = mesh;
    this.backgrounds = backgrounds;
    this.extent = extent;
    this.seed = seed;
    meshNormals = HandRig.normals(mesh.positions(), mesh.triangles());
  }

  /** The picture of this index; the same for the same seed. */
  BufferedImage picture(long index) {
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + index);
    random.nextLong();
    Vector3d[] vertices = HandRig.vertices(mesh, HandPose.random(random));
    Matrix4d view = view(random);
    for (Vector3d vertex : vertices) {
      view.transformPosition(vertex);
    }
    int side = extent * FINER;
    Camera camera = Camera.of(vertices, mesh, side, random);
    Raster raster = new Raster(side, side, camera.projected(), mesh.triangles());
    Light light = Light.random(random);
    Skin skin = new Skin(mesh, random);
    Scene scene =
        new Scene(
            camera,
            HandRig.normals(camera.placed(), mesh.triangles()),
            raster,
            light,
            skin,
            new Shadows(camera.placed(), mesh.triangles(), light.towards()));
    double[][] pixels = Background.random(backgrounds, side, random);
    for (int at = 0; at < side * side; at++) {
      if (raster.corner[at] != Raster.NONE) {
        pixels[at] = seen(scene, at);
      }
    }
    return image(pixels, side);
  }

  /** Fingers up and any side in front most often, any direction sometimes. */
  private Matrix4d view(SplittableRandom random) {
    Matrix4d fromMesh = new Matrix4d(mesh.bind()[Joint.WRIST.ordinal()]).invert();
    // The wrist's axes: x across, y out of the back, z towards the elbow, which is to be down.
    Matrix4d upright = new Matrix4d().rotationX(Math.PI / 2);
    double turn =
        random.nextInt(3) == 0
            ? random.nextDouble() * 2 * Math.PI
            : random.nextInt(2) * Math.PI + 0.5 * random.nextGaussian();
    double tilt = 0.5 * random.nextGaussian();
    double roll =
        random.nextInt(4) == 0 ? random.nextDouble() * 2 * Math.PI : 0.5 * random.nextGaussian();
    return new Matrix4d().rotateZ(roll).rotateX(tilt).rotateY(turn).mul(upright).mul(fromMesh);
  }

  /** The colour of a subpixel where the hand is in front, linear. */
  private double[] seen(Scene scene, int at) {
    Raster raster = scene.raster;
    int corner = raster.corner[at];
    double u = raster.first[at];
    double v = raster.second[at];
    double w = 1 - u - v;
    Vector3d point = mixed(scene.camera.placed(), corner, u, v, w);
    Vector3d normal = mixed(scene.normals, corner, u, v, w).normalize();
    Vector3d place = mixed(mesh.positions(), corner, u, v, w);
    Vector3d meshNormal = mixed(meshNormals, corner, u, v, w).normalize();
    int[] triangles = mesh.triangles();
    double along =
        u * mesh.along()[triangles[corner]]
            + v * mesh.along()[triangles[corner + 1]]
            + w * mesh.along()[triangles[corner + 2]];
    Vector3d colour = scene.skin.colour(place, meshNormal, along);
    Vector3d toEye = new Vector3d(point).negate().normalize();
    double lit = scene.shadows.lit(point);
    double ambient = ambient(raster, at, scene.camera);
    boolean isShiny = !scene.skin.isSleeve(along);
    Vector3d shaded = scene.light.shade(colour, normal, toEye, lit, ambient, isShiny);
    return new double[] {shaded.x, shaded.y, shaded.z};
  }

  private Vector3d mixed(Vector3d[] values, int corner, double u, double v, double w) {
    int[] triangles = mesh.triangles();
    return new Vector3d()
        .fma(u, values[triangles[corner]])
        .fma(v, values[triangles[corner + 1]])
        .fma(w, values[triangles[corner + 2]]);
  }

  /**
   * Ambient occlusion in the picture's space (Mittring, 2007): less of the room reaches a pixel
   * where what is around it is nearer to the eye.
   */
  private static double ambient(Raster raster, int at, Camera camera) {
    double distance = 1 / raster.depth[at];
    double radius = AROUND_METRES * camera.focal() / distance;
    int x = at % raster.width;
    int y = at / raster.width;
    double closed = 0;
    for (double[] offset : AROUND) {
      int px = (int) Math.round(x + offset[0] * radius);
      int py = (int) Math.round(y + offset[1] * radius);
      if (px < 0 || py < 0 || px >= raster.width || py >= raster.height) {
        continue;
      }
      float depth = raster.depth[py * raster.width + px];
      if (depth > 0) {
        double nearer = distance - 1 / depth;
        boolean hides = nearer > LEAST_STEP && nearer < LARGEST_STEP;
        closed += hides ? Math.min(1, nearer / FULL_STEP) : 0;
      }
    }
    return 1 - DARKEST * closed / AROUND.length;
  }

  private static double[][] around() {
    double[][] offsets = new double[16][];
    for (int i = 0; i < offsets.length; i++) {
      double angle = i * GOLDEN_ANGLE;
      double radius = Math.sqrt((i + 0.5) / offsets.length);
      offsets[i] = new double[] {radius * Math.cos(angle), radius * Math.sin(angle)};
    }
    return offsets;
  }

  /** Subpixels averaged as light, not as numbers for a display. */
  private BufferedImage image(double[][] pixels, int side) {
    BufferedImage image = new BufferedImage(extent, extent, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < extent; y++) {
      for (int x = 0; x < extent; x++) {
        int rgb = 0;
        for (int c = 0; c < 3; c++) {
          double sum = 0;
          for (int k = 0; k < FINER * FINER; k++) {
            sum += pixels[(y * FINER + k / FINER) * side + x * FINER + k % FINER][c];
          }
          rgb = rgb << 8 | (int) Math.round(Light.display(sum / (FINER * FINER)));
        }
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }
}
