package dev.gossamer.models.cli;

import dev.gossamer.models.zoo.Zoo;

/** What every command works with; tests bring their own. */
record CommandContext(Zoo zoo, Terminal terminal) {}
