package dev.gossamer.models.evaluate;

import dev.gossamer.vision.Box;
import dev.gossamer.vision.Detection;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/**
 * The worst cases side by side: what the reference says in green, the network in red. Hands are
 * dots at the landmarks, joined where they are apart, masks are coloured where only one of the two
 * sees a person, faces are boxes.
 */
public final class ContactSheet {
  private static final int COLUMNS = 6;
  private static final int TILE = 224;
  private static final int CAPTION = 18;
  private static final Color REFERENCE = new Color(0, 200, 80);
  private static final Color ACTUAL = new Color(240, 40, 40);
  private static final Color JOINT = new Color(255, 230, 60);

  private ContactSheet() {}

  public static BufferedImage draw(Network reference, Evaluation evaluation) {
    List<Evaluation.Case> cases = evaluation.worst();
    int rows = Math.max(1, (cases.size() + COLUMNS - 1) / COLUMNS);
    BufferedImage sheet =
        new BufferedImage(COLUMNS * TILE, rows * (TILE + CAPTION), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    for (int i = 0; i < cases.size(); i++) {
      int left = i % COLUMNS * TILE;
      int top = i / COLUMNS * (TILE + CAPTION);
      tile(graphics, reference, evaluation.comparison(), cases.get(i), left, top);
    }
    graphics.dispose();
    return sheet;
  }

  private static void tile(
      Graphics2D graphics,
      Network reference,
      Comparison comparison,
      Evaluation.Case shown,
      int left,
      int top) {
    int width = reference.width();
    int height = reference.height();
    BufferedImage crop = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      int rgb = 0;
      for (int c = 0; c < 3; c++) {
        float light = (shown.crop()[3 * i + c] - comparison.lowest()) / (1 - comparison.lowest());
        rgb = rgb << 8 | Math.max(0, Math.min(255, Math.round(light * 255)));
      }
      if (comparison instanceof Comparison.Masks) {
        boolean a = shown.actual()[0][i] > 0.5f;
        boolean b = shown.reference()[0][i] > 0.5f;
        rgb = a == b ? rgb : b ? REFERENCE.getRGB() : ACTUAL.getRGB();
      }
      crop.setRGB(i % width, i / width, rgb);
    }
    graphics.drawImage(crop, left, top, TILE, TILE, null);
    if (comparison instanceof Comparison.Hands) {
      joints(graphics, shown, left, top, (double) TILE / width);
      dots(graphics, shown.reference()[0], REFERENCE, left, top, (double) TILE / width);
      dots(graphics, shown.actual()[0], ACTUAL, left, top, (double) TILE / width);
    }
    if (comparison instanceof Comparison.Faces faces) {
      boxes(graphics, faces.found(shown.reference()), REFERENCE, left, top);
      boxes(graphics, faces.found(shown.actual()), ACTUAL, left, top);
    }
    graphics.setColor(Color.WHITE);
    graphics.drawString(
        String.format(Locale.ROOT, "%.3g  %s", shown.value(), shown.item().picture().name()),
        left + 4,
        top + TILE + CAPTION - 5);
  }

  /** Boxes are in shares of the crop; what lies outside of the tile is cut off. */
  private static void boxes(
      Graphics2D graphics, List<Detection> found, Color colour, int left, int top) {
    Shape clip = graphics.getClip();
    graphics.setClip(left, top, TILE, TILE);
    graphics.setColor(colour);
    for (Detection detection : found) {
      Box box = detection.box();
      graphics.drawRect(
          left + Math.round(box.left() * TILE),
          top + Math.round(box.top() * TILE),
          Math.round(box.width() * TILE),
          Math.round(box.height() * TILE));
    }
    graphics.setClip(clip);
  }

  /** A line from each landmark of the reference to that of the network. */
  private static void joints(
      Graphics2D graphics, Evaluation.Case shown, int left, int top, double scale) {
    float[] from = shown.reference()[0];
    float[] to = shown.actual()[0];
    Shape clip = graphics.getClip();
    graphics.setClip(left, top, TILE, TILE);
    graphics.setColor(JOINT);
    for (int i = 0; i + 2 < from.length; i += 3) {
      graphics.drawLine(
          left + (int) Math.round(from[i] * scale),
          top + (int) Math.round(from[i + 1] * scale),
          left + (int) Math.round(to[i] * scale),
          top + (int) Math.round(to[i + 1] * scale));
    }
    graphics.setClip(clip);
  }

  private static void dots(
      Graphics2D graphics, float[] landmarks, Color colour, int left, int top, double scale) {
    graphics.setColor(colour);
    for (int i = 0; i + 2 < landmarks.length; i += 3) {
      int x = left + (int) Math.round(landmarks[i] * scale);
      int y = top + (int) Math.round(landmarks[i + 1] * scale);
      if (x >= left && x < left + TILE && y >= top && y < top + TILE) {
        graphics.fillOval(x - 2, y - 2, 5, 5);
      }
    }
  }
}
