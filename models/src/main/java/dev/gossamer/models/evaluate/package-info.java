/**
 * How close a model is to another one on pictures: landmarks in shares of the palm, masks and boxes
 * by their overlap. Closeness to a teacher is not accuracy: there is no truth here.
 */
package dev.gossamer.models.evaluate;
