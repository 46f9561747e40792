package dev.gossamer.models.zoo;

/**
 * A file of the zoo: a model or a sample picture, identified by size and hash wherever it comes
 * from.
 */
public sealed interface ZooEntry {

  /** What a model or picture is about. */
  enum Task {
    HAND,
    FACE,
    POSE,
    BACKGROUND
  }

  /** Unique in the zoo. */
  String name();

  Task task();

  Origin origin();

  /** SPDX identifier. */
  String licence();

  /** Size of the file. */
  long bytes();

  /** Hash of the file, 64 lower-case hexadecimal digits. */
  String sha256();

  /** The name of the file in the cache, with its extension. */
  String fileName();

  /**
   * A {@code .tflite} file.
   *
   * @param about a few words on what it finds
   * @param input shape (NHWC) and value range of its picture input
   */
  record ZooModel(
      String name,
      Task task,
      Role role,
      String about,
      PictureInput input,
      Origin origin,
      String licence,
      long bytes,
      String sha256)
      implements ZooEntry {

    /** How a model relates to its siblings. */
    public enum Role {
      /** The full network as it was trained. */
      DENSE,
      /** A smaller network made for the same task. */
      DISTILLED,
      /** The full network with most weights pruned to zero. */
      SPARSE
    }

    @Override
    public String fileName() {
      return name + ".tflite";
    }
  }

  /** A photograph to try models on; its name ends in {@code .jpg}. */
  record ZooPicture(
      String name, Task task, Origin origin, String licence, long bytes, String sha256)
      implements ZooEntry {
    @Override
    public String fileName() {
      return name;
    }
  }

  /** A surface on bones, a glTF 2.0 file, to make pictures of. */
  record ZooMesh(String name, Task task, Origin origin, String licence, long bytes, String sha256)
      implements ZooEntry {
    @Override
    public String fileName() {
      return name + ".glb";
    }
  }

  /**
   * The picture a model takes.
   *
   * @param batch always 1 in the zoo
   * @param low what black is mapped to
   * @param high what white is mapped to
   */
  record PictureInput(int batch, int height, int width, int channels, float low, float high) {}
}
