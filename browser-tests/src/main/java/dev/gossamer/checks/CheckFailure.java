package dev.gossamer.checks;

import dev.gossamer.GossamerException;

/** What a check throws when something is not as it should be. */
public final class CheckFailure extends GossamerException {
  private static final long serialVersionUID = 1L;

  public CheckFailure(String message) {
    super("CHECK", message);
  }
}
