package dev.gossamer.models.prune;

/**
 * Whether a layer is pruned, and why.
 *
 * @param reason a few words for people
 */
public record Decision(PrunableLayer layer, boolean prune, String reason) {}
