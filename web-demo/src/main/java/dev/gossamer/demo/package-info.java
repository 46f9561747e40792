/**
 * The demo's small web server and the command that starts it; the page itself is in src/main/web.
 */
package dev.gossamer.demo;
