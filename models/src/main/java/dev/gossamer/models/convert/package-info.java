/** From one kind of model file to another, and what the constants of a file take in it. */
package dev.gossamer.models.convert;
