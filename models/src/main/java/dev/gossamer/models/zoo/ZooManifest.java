package dev.gossamer.models.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gossamer.models.zoo.Origin.ByteRange;
import dev.gossamer.models.zoo.Origin.NpmFile;
import dev.gossamer.models.zoo.Origin.NpmPackage;
import dev.gossamer.models.zoo.Origin.SharedFile;
import dev.gossamer.models.zoo.ZooEntry.PictureInput;
import dev.gossamer.models.zoo.ZooEntry.Task;
import dev.gossamer.models.zoo.ZooEntry.ZooMesh;
import dev.gossamer.models.zoo.ZooEntry.ZooModel;
import dev.gossamer.models.zoo.ZooEntry.ZooPicture;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The list of everything in the zoo, in the order in which people should see it. */
public record ZooManifest(List<ZooModel> models, List<ZooPicture> pictures, List<ZooMesh> meshes) {
  /** Licence of the shared models: MediaPipe's, whose training they come from. */
  private static final String SHARED_LICENCE = "Apache-2.0";

  public ZooManifest {
    models = List.copyOf(models);
    pictures = List.copyOf(pictures);
    meshes = List.copyOf(meshes);
  }

  /** The manifest that ships with Gossamer, {@code zoo.json} beside this class. */
  public static ZooManifest bundled() {
    try (InputStream json = ZooManifest.class.getResourceAsStream("zoo.json")) {
      if (json == null) {
        throw new IllegalStateException("zoo.json is not on the class path");
      }
      return parse(new ObjectMapper().readTree(json));
    } catch (IOException failure) {
      throw new UncheckedIOException("zoo.json cannot be read", failure);
    }
  }

  /** Models first, then pictures, then meshes. */
  public List<ZooEntry> entries() {
    List<ZooEntry> entries = new ArrayList<>(models);
    entries.addAll(pictures);
    entries.addAll(meshes);
    return entries;
  }

  /** All files that come out of one npm package. */
  List<ZooEntry> entriesOf(NpmPackage source) {
    return entries().stream()
        .filter(entry -> entry.origin() instanceof NpmFile file && file.source().equals(source))
        .toList();
  }

  Optional<ZooEntry> find(String name) {
    return entries().stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  /**
   * Reads the form of {@code zoo.json}.
   *
   * @throws IllegalArgumentException if a field is missing or an entry names an unlisted package
   */
  static ZooManifest parse(JsonNode root) {
    Map<String, NpmPackage> packages = new LinkedHashMap<>();
    for (JsonNode node : required(root, "packages")) {
      String id = text(node, "id");
      packages.put(
          id,
          new NpmPackage(
              id, text(node, "licence"), number(node, "archiveBytes"), text(node, "homepage")));
    }
    List<ZooModel> models = new ArrayList<>();
    for (JsonNode node : required(root, "models")) {
      models.add(model(node, packages));
    }
    List<ZooPicture> pictures = new ArrayList<>();
    for (JsonNode node : required(root, "pictures")) {
      Origin origin = origin(node, packages);
      pictures.add(
          new ZooPicture(
              text(node, "name"),
              task(node),
              origin,
              licence(origin),
              number(node, "bytes"),
              text(node, "sha256")));
    }
    List<ZooMesh> meshes = new ArrayList<>();
    for (JsonNode node : required(root, "meshes")) {
      Origin origin = origin(node, packages);
      meshes.add(
          new ZooMesh(
              text(node, "name"),
              task(node),
              origin,
              licence(origin),
              number(node, "bytes"),
              text(node, "sha256")));
    }
    return new ZooManifest(models, pictures, meshes);
  }

  private static ZooModel model(JsonNode node, Map<String, NpmPackage> packages) {
    Origin origin = origin(node, packages);
    return new ZooModel(
        text(node, "name"),
        task(node),
        ZooModel.Role.valueOf(text(node, "role").toUpperCase(Locale.ROOT)),
        text(node, "about"),
        input(node),
        origin,
        licence(origin),
        number(node, "bytes"),
        text(node, "sha256"));
  }

  private static PictureInput input(JsonNode node) {
    JsonNode shape = required(node, "inputShape");
    JsonNode range = required(node, "inputRange");
    return new PictureInput(
        shape.get(0).intValue(),
        shape.get(1).intValue(),
        shape.get(2).intValue(),
        shape.get(3).intValue(),
        range.get(0).floatValue(),
        range.get(1).floatValue());
  }

  private static Origin origin(JsonNode node, Map<String, NpmPackage> packages) {
    if (node.has("shared")) {
      return new SharedFile(text(node, "shared"));
    }
    NpmPackage source = packages.get(text(node, "package"));
    if (source == null) {
      throw new IllegalArgumentException("unlisted package in " + node);
    }
    Optional<ByteRange> range =
        node.has("byteRange")
            ? Optional.of(
                new ByteRange(
                    node.get("byteRange").get(0).intValue(),
                    node.get("byteRange").get(1).intValue()))
            : Optional.empty();
    return new NpmFile(source, text(node, "path"), range);
  }

  private static String licence(Origin origin) {
    return origin instanceof NpmFile file ? file.source().licence() : SHARED_LICENCE;
  }

  private static Task task(JsonNode node) {
    return Task.valueOf(text(node, "task").toUpperCase(Locale.ROOT));
  }

  private static String text(JsonNode node, String field) {
    return required(node, field).textValue();
  }

  private static long number(JsonNode node, String field) {
    return required(node, field).longValue();
  }

  private static JsonNode required(JsonNode node, String field) {
    JsonNode value = node.get(field);
    if (value == null) {
      throw new IllegalArgumentException("field " + field + " is missing in " + node);
    }
    return value;
  }
}
