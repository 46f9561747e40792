package dev.gossamer.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gossamer.demo.Item.Use;
import java.util.ArrayList;
import java.util.List;

/** What the page asks for first: which models and samples there are, and what went wrong. */
final class Catalogue {

  /** See catalogue.ts, which reads it; role is empty for samples. */
  private record Entry(
      String name,
      String use,
      String task,
      String role,
      String url,
      long bytes,
      String licence,
      String source,
      String failure) {}

  private record Contents(List<Entry> models, List<Entry> samples) {}

  private Catalogue() {}

  static byte[] json(Library library) {
    List<Entry> models = new ArrayList<>();
    List<Entry> samples = new ArrayList<>();
    for (Item item : library.items()) {
      switch (item.use()) {
        case Use.Network network -> models.add(entry(item, "network", network.role()));
        case Use.Detector detector -> models.add(entry(item, "detector", detector.role()));
        case Use.Sample sample -> samples.add(entry(item, "sample", ""));
      }
    }
    try {
      return new ObjectMapper().writeValueAsBytes(new Contents(models, samples));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Entry entry(Item item, String use, String role) {
    return new Entry(
        item.name(),
        use,
        item.use().task(),
        role,
        item.path() + "?" + item.version(),
        item.bytes(),
        item.licence(),
        item.source(),
        item.failure());
  }
}
