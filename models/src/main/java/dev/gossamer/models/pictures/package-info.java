/**
 * Pictures and videos as material: reading them, finding hands in them, and cutting crops out of
 * them as MediaPipe does.
 */
package dev.gossamer.models.pictures;
