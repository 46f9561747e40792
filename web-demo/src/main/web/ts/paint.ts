/** Draws a frame and what a network found in it. */
import type { Face, Hand, PersonMask, Point, Result } from './messages';

const SHADOW = 'rgb(0 0 0 / 0.55)';

/** Joints of the fingers, from the wrist (0) on; across the palm at last. */
const BONES: readonly (readonly number[])[] = [
  [0, 1, 2, 3, 4],
  [0, 5, 6, 7, 8],
  [9, 10, 11, 12],
  [13, 14, 15, 16],
  [0, 17, 18, 19, 20],
  [5, 9, 13, 17],
];
const TIPS = [4, 8, 12, 16, 20];

export type Effect = 'blur' | 'replace';

export interface Picture {
  readonly frame: CanvasImageSource;
  readonly width: number;
  readonly height: number;
}

export interface Style {
  readonly colour: string;
  readonly mirrored: boolean;
  readonly effect: Effect;
}

/** Where things of the picture are on the canvas. */
interface Frame {
  readonly context: CanvasRenderingContext2D;
  readonly at: (point: Point) => Point;
  readonly scale: number;
  /** Device pixels per CSS pixel, the unit of lines and texts. */
  readonly unit: number;
  readonly colour: string;
}

export function paint(canvas: HTMLCanvasElement, picture: Picture, result: Result | undefined, style: Style): void {
  const unit = devicePixelRatio;
  canvas.width = Math.round(canvas.clientWidth * unit);
  canvas.height = Math.round(canvas.clientHeight * unit);
  const context = canvas.getContext('2d')!;
  const scale = Math.min(canvas.width / picture.width, canvas.height / picture.height);
  const left = (canvas.width - picture.width * scale) / 2;
  const top = (canvas.height - picture.height * scale) / 2;
  context.save();
  context.translate(left, top);
  if (style.mirrored) {
    context.translate(picture.width * scale, 0);
    context.scale(-1, 1);
  }
  context.scale(scale, scale);
  context.imageSmoothingQuality = 'high';
  if (result?.kind === 'mask') {
    drawPerson(context, picture, result.mask, style.effect);
  } else {
    context.drawImage(picture.frame, 0, 0, picture.width, picture.height);
  }
  context.restore();
  const at = ({ x, y }: Point): Point => ({
    x: left + (style.mirrored ? picture.width - x : x) * scale,
    y: top + y * scale,
  });
  const frame: Frame = { context, at, scale, unit, colour: style.colour };
  if (result?.kind === 'hands') {
    result.hands.forEach((hand) => drawHand(frame, hand));
  } else if (result?.kind === 'faces') {
    result.faces.forEach((face) => drawFace(frame, face, style.mirrored));
  }
}

function drawHand(frame: Frame, { landmarks, handedness, score }: Hand): void {
  const { context, unit, scale } = frame;
  const points = landmarks.map(frame.at);
  const palm = Math.hypot(landmarks[0]!.x - landmarks[9]!.x, landmarks[0]!.y - landmarks[9]!.y) * scale;
  const width = Math.min(3 * unit, Math.max(1.2 * unit, palm / 28));
  const bones = new Path2D();
  for (const [first, ...rest] of BONES) {
    bones.moveTo(points[first!]!.x, points[first!]!.y);
    rest.forEach((joint) => bones.lineTo(points[joint]!.x, points[joint]!.y));
  }
  context.lineJoin = 'round';
  context.lineCap = 'round';
  stroke(context, bones, width * 2, SHADOW);
  stroke(context, bones, width, frame.colour);
  points.forEach((point, index) => {
    const dot = new Path2D();
    dot.arc(point.x, point.y, width * (TIPS.includes(index) ? 1.6 : 1.15), 0, 2 * Math.PI);
    stroke(context, dot, unit, SHADOW);
    context.fillStyle = TIPS.includes(index) ? '#ffffff' : frame.colour;
    context.fill(dot);
  });
  drawLabel(frame, `${handedness} hand, ${Math.round(score * 100)} %`, points[0]!.x, Math.max(...points.map(({ y }) => y)) + 8 * unit);
}

function drawFace(frame: Frame, { box, score, keypoints }: Face, mirrored: boolean): void {
  const { context, unit, scale } = frame;
  const corner = frame.at({ x: mirrored ? box.x + box.width : box.x, y: box.y });
  const outline = new Path2D();
  outline.roundRect(corner.x, corner.y, box.width * scale, box.height * scale, 4 * unit);
  stroke(context, outline, 4 * unit, SHADOW);
  stroke(context, outline, 2 * unit, frame.colour);
  // Small faces keep visible features: dots shrink with the box.
  const radius = Math.min(3.5 * unit, Math.max(1.2 * unit, (box.width * scale) / 22));
  for (const point of keypoints.map(frame.at)) {
    const dot = new Path2D();
    dot.arc(point.x, point.y, radius, 0, 2 * Math.PI);
    stroke(context, dot, 1.5 * unit, SHADOW);
    context.fillStyle = frame.colour;
    context.fill(dot);
  }
  drawLabel(frame, `${Math.round(100 * score)} %`, corner.x, Math.max(0, corner.y - 19 * unit));
}

function drawLabel({ context, unit, colour }: Frame, text: string, x: number, y: number): void {
  context.font = `600 ${11 * unit}px system-ui, sans-serif`;
  const width = context.measureText(text).width + 8 * unit;
  const height = 16 * unit;
  const left = Math.min(Math.max(0, x), context.canvas.width - width);
  const top = Math.min(Math.max(0, y), context.canvas.height - height);
  const label = new Path2D();
  label.roundRect(left, top, width, height, 4 * unit);
  context.fillStyle = colour;
  context.fill(label);
  context.fillStyle = '#0b1413';
  context.textBaseline = 'middle';
  context.fillText(text, left + 4 * unit, top + height / 2 + unit / 2);
}

const person = document.createElement('canvas');
const cut = document.createElement('canvas');

/** The background blurred or replaced, and the person over it; in units of the picture. */
function drawPerson(context: CanvasRenderingContext2D, picture: Picture, mask: PersonMask, effect: Effect): void {
  const { frame, width, height } = picture;
  person.width = width;
  person.height = height;
  const onPerson = person.getContext('2d')!;
  onPerson.imageSmoothingQuality = 'high';
  onPerson.drawImage(asAlpha(mask), 0, 0, width, height);
  onPerson.globalCompositeOperation = 'source-in';
  onPerson.drawImage(frame, 0, 0, width, height);
  context.beginPath();
  context.rect(0, 0, width, height);
  context.clip();
  if (effect === 'blur') {
    const radius = Math.max(4, Math.min(width, height) / 60);
    context.filter = `blur(${radius}px)`;
    // A little larger than the picture: at its edges it would fade into nothing.
    context.drawImage(frame, -2 * radius, -2 * radius, width + 4 * radius, height + 4 * radius);
    context.filter = 'none';
  } else {
    const wall = context.createLinearGradient(0, 0, width, height);
    wall.addColorStop(0, '#0f5c54');
    wall.addColorStop(1, '#5b3f8c');
    context.fillStyle = wall;
    context.fillRect(0, 0, width, height);
  }
  context.drawImage(person, 0, 0);
}

function asAlpha({ width, height, alpha }: PersonMask): HTMLCanvasElement {
  cut.width = width;
  cut.height = height;
  const pixels = new ImageData(width, height);
  for (let i = 0; i < alpha.length; i++) {
    pixels.data[4 * i + 3] = alpha[i]!;
  }
  cut.getContext('2d')!.putImageData(pixels, 0, 0);
  return cut;
}

function stroke(context: CanvasRenderingContext2D, path: Path2D, width: number, style: string): void {
  context.lineWidth = width;
  context.strokeStyle = style;
  context.stroke(path);
}
