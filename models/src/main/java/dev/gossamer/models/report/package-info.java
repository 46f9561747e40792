/** Pictures for people: plots as SVG. */
package dev.gossamer.models.report;
