package dev.gossamer.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.regex.Pattern;

/**
 * What lies under which address: {@code models/} and {@code samples/} from the library, {@code
 * catalogue.json}, and the page from the class path. No address ever becomes part of a path on
 * disk.
 */
final class Contents {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

  private final Library library;
  private final byte[] catalogue;

  Contents(Library library) {
    this.library = library;
    this.catalogue = Catalogue.json(library);
  }

  /**
   * @param path decoded, without the leading slash; empty for the page itself
   * @param query empty without
   */
  Content find(String path, String query) throws IOException {
    if (path.equals("catalogue.json")) {
      return Content.of(path, catalogue);
    }
    Item item = library.item(path).orElse(null);
    if (item == null) {
      return pageFile(path.isEmpty() ? "index.html" : path);
    }
    if (item.file().isEmpty()) {
      return Content.failure(503, item.failure());
    }
    boolean versioned = !query.isEmpty() && query.equals(item.version());
    return Content.of(path, Files.readAllBytes(item.file().get()), versioned);
  }

  private static Content pageFile(String path) throws IOException {
    if (!PLAIN.matcher(path).matches()) {
      return notFound();
    }
    try (InputStream file = Contents.class.getResourceAsStream("page/" + path)) {
      // A folder is a resource too, with its listing for contents; only files have extensions.
      if (file == null || path.lastIndexOf('.') <= path.lastIndexOf('/')) {
        return notFound();
      }
      return Content.of(path, file.readAllBytes());
    }
  }

  private static Content notFound() {
    return Content.failure(404, "There is nothing at this address.");
  }
}
