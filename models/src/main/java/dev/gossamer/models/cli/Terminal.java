package dev.gossamer.models.cli;

import java.io.Console;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Help.Ansi;

/**
 * What the output goes to.
 *
 * @param width columns of the terminal; empty for a file or a pipe, where nothing is shortened
 * @param colour whether escape sequences for colour are welcome
 */
public record Terminal(OptionalInt width, boolean colour) {
  private static final int DEFAULT_WIDTH = 80;
  private static final int WIDEST_HELP = 120;

  /** A file or a pipe. */
  public static final Terminal NONE = new Terminal(OptionalInt.empty(), false);

  /** Colour also obeys NO_COLOR and its like. */
  public static Terminal ofThisProcess() {
    if (!isTerminal(System.console())) {
      return NONE;
    }
    return new Terminal(OptionalInt.of(columns()), Ansi.AUTO.enabled());
  }

  /** True when a person watches, so lines may be drawn over. */
  boolean isInteractive() {
    return width.isPresent();
  }

  int helpWidth() {
    return Math.min(width.orElse(DEFAULT_WIDTH), WIDEST_HELP);
  }

  /** Text in bold, or as it is without colour. */
  String bold(String text) {
    return styled("1", text);
  }

  String faint(String text) {
    return styled("2", text);
  }

  String green(String text) {
    return styled("32", text);
  }

  String red(String text) {
    return styled("31", text);
  }

  private String styled(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }

  /**
   * Before 22 a console means a terminal; from then on there is always one, and it can be asked.
   */
  private static boolean isTerminal(Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException before22) {
      return true;
    }
  }

  private static int columns() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size").redirectInput(ProcessBuilder.Redirect.INHERIT).start();
      String answer = new String(stty.getInputStream().readNBytes(32)).strip();
      stty.waitFor(1, TimeUnit.SECONDS);
      int columns = Integer.parseInt(answer.substring(answer.indexOf(' ') + 1));
      return columns > 0 ? columns : DEFAULT_WIDTH;
    } catch (IOException | NumberFormatException noStty) {
      return DEFAULT_WIDTH;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return DEFAULT_WIDTH;
    }
  }
}
