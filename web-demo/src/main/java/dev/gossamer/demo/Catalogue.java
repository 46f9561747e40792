package dev.gossamer.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gossamer.demo.Library.Item;
import dev.gossamer.models.zoo.ZooEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the page asks for first: which models and pictures there are, and what went wrong. */
final class Catalogue {

  /** See catalogue.ts, which reads it. */
  private record Entry(
      String name, String url, long bytes, String licence, String source, String failure) {}

  private record Contents(List<Entry> models, List<Entry> pictures) {}

  private Catalogue() {}

  static byte[] json(Library library) {
    List<Entry> models = new ArrayList<>();
    List<Entry> pictures = new ArrayList<>();
    for (Item item : library.items()) {
      (item.isModel() ? models : pictures).add(entry(item));
    }
    try {
      return new ObjectMapper().writeValueAsBytes(new Contents(models, pictures));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Entry entry(Item item) {
    ZooEntry entry = item.entry();
    return new Entry(
        entry.name(),
        item.path() + "?" + version(entry),
        entry.bytes(),
        entry.licence(),
        Library.sourceOf(entry),
        item.failure());
  }

  /** Part of the address, so that a browser may keep what it got under it for ever. */
  static String version(ZooEntry entry) {
    return entry.sha256().substring(0, 12).toLowerCase(Locale.ROOT);
  }
}
