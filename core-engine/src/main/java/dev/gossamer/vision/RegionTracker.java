package dev.gossamer.vision;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Follows several things from picture to picture. Each is looked for where it was last seen; the
 * detector, which looks at the whole picture, runs only when fewer than wanted were found.
 */
final class RegionTracker<T> {
  /** Two regions that overlap more are of one thing; as in MediaPipe's association. */
  private static final float SAME = 0.5f;

  /** Looks closely at a region. */
  interface Landmarker<T> {
    /** Null if the thing is not there. */
    Seen<T> look(Picture picture, Region region, int id);
  }

  /** Looks at the whole picture. */
  interface Detector {
    List<Region> regions(Picture picture);
  }

  /**
   * @param next where to look in the next picture
   */
  record Seen<T>(int id, T thing, Region next) {}

  private final int wanted;
  private final int searchInterval;
  private final Detector detector;
  private final Landmarker<T> landmarker;
  private List<Seen<T>> tracks = List.of();
  private int nextId;
  private int sinceSearch;
  private int searches;

  RegionTracker(int wanted, int searchInterval, Detector detector, Landmarker<T> landmarker) {
    this.wanted = wanted;
    this.searchInterval = searchInterval;
    this.detector = detector;
    this.landmarker = landmarker;
  }

  /** Forgets everything but the ids that it gave away. */
  void reset() {
    tracks = List.of();
  }

  /** How often the detector has run. */
  int searches() {
    return searches;
  }

  /** What is tracked now. */
  Set<Integer> ids() {
    Set<Integer> ids = new HashSet<>();
    for (Seen<T> track : tracks) {
      ids.add(track.id());
    }
    return ids;
  }

  /**
   * A picture that fails half-way, as when a model was closed, leaves everything as it was.
   *
   * @return in the order in which they were first found, at most as many as wanted
   */
  List<T> update(Picture picture) {
    int idBefore = nextId;
    int sinceSearchBefore = sinceSearch;
    int searchesBefore = searches;
    try {
      return follow(picture);
    } catch (RuntimeException e) {
      nextId = idBefore;
      sinceSearch = sinceSearchBefore;
      searches = searchesBefore;
      throw e;
    }
  }

  private List<T> follow(Picture picture) {
    List<Seen<T>> found = new ArrayList<>();
    for (Seen<T> track : tracks) {
      look(picture, track.next(), track.id(), found);
    }
    sinceSearch++;
    boolean lost = found.isEmpty() || found.size() < tracks.size();
    if (found.size() < wanted && (lost || sinceSearch >= searchInterval)) {
      search(picture, found);
    }
    tracks = found;
    List<T> things = new ArrayList<>();
    for (Seen<T> seen : found) {
      things.add(seen.thing());
    }
    return things;
  }

  private void search(Picture picture, List<Seen<T>> found) {
    sinceSearch = 0;
    searches++;
    for (Region region : detector.regions(picture)) {
      if (found.size() < wanted && isNew(region, found) && look(picture, region, nextId, found)) {
        nextId++;
      }
    }
  }

  private boolean look(Picture picture, Region region, int id, List<Seen<T>> found) {
    if (!region.isUsable()) {
      return false;
    }
    Seen<T> seen = landmarker.look(picture, region, id);
    // Two regions may lead to one thing when it passes another of its kind.
    if (seen == null || !isNew(seen.next(), found)) {
      return false;
    }
    found.add(seen);
    return true;
  }

  private static <T> boolean isNew(Region region, List<Seen<T>> found) {
    for (Seen<T> seen : found) {
      if (seen.next().upright().intersectionOverUnion(region.upright()) > SAME) {
        return false;
      }
    }
    return true;
  }
}
