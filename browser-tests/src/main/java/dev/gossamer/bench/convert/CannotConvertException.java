package dev.gossamer.bench.convert;

import dev.gossamer.graph.Node;

/** The other format, or this converter, lacks something. */
public final class CannotConvertException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CannotConvertException(Node node, String what) {
    super(what + " of " + node);
  }
}
