/** What the page and its worker say to each other. */
import type { BackendChoice, BackendName, LayerTime, ThreadChoice } from 'gossamer';

export const TASKS = ['hands', 'face', 'background'] as const;
export type Task = (typeof TASKS)[number];

export const ROLES = ['dense', 'distilled', 'sparse'] as const;
export type Role = (typeof ROLES)[number];

/** A place in a picture: pixels to the right and downwards from its top left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Hand {
  /** 21: the wrist, then thumb to little finger from root to tip. */
  readonly landmarks: readonly Point[];
  /** As the person has it, in a picture that is not mirrored. */
  readonly handedness: 'Left' | 'Right';
  /** How sure the network is of the handedness, 0.5 to 1. */
  readonly score: number;
}

export interface Face {
  readonly score: number;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** Right eye, left eye, nose, mouth, right and left ear. */
  readonly keypoints: readonly Point[];
}

/** How much of each pixel is person: 0 to 255. */
export interface PersonMask {
  readonly width: number;
  readonly height: number;
  readonly alpha: Uint8ClampedArray<ArrayBuffer>;
}

export type Result =
  | { readonly kind: 'hands'; readonly hands: readonly Hand[] }
  | { readonly kind: 'faces'; readonly faces: readonly Face[] }
  | { readonly kind: 'mask'; readonly mask: PersonMask };

/** Milliseconds from the pixels of a picture to the result, and of its parts. */
export interface Timing {
  readonly total: number;
  /** From the picture to the network's input. */
  readonly image: number;
  /** Of the network that looks for regions; 0 when it was not needed. */
  readonly detector: number;
  readonly model: number;
  /** From the network's output to the result. */
  readonly post: number;
}

/** How far a result is from the dense model's on the same picture. */
export interface Difference {
  /** Percent of the palm for hands, intersection over union (0 to 1) otherwise. */
  readonly value: number;
  readonly measure: 'palm' | 'iou';
  /** Of what the dense model found, how much was not found. */
  readonly missed: number;
}

export interface ModelFile {
  readonly name: string;
  readonly url: string;
  readonly bytes: number;
}

export interface PaneModels {
  readonly role: Role;
  readonly network: ModelFile;
  readonly detector?: ModelFile | undefined;
}

export interface Settings {
  readonly threads: ThreadChoice;
  readonly backend: BackendChoice;
  /** How many hands are followed at most. */
  readonly hands: 1 | 2;
}

export interface PaneInfo {
  readonly backend: BackendName;
  readonly threads: number;
  /** Why there are no more threads; empty if there are as many as asked for. */
  readonly reason: string;
  readonly loadMilliseconds: number;
  /** Whether the model's bytes came from this browser's cache. */
  readonly cached: boolean;
  /** Multiply-adds done, and those of the layers in all; without the network that looks for regions. */
  readonly executedMacs: number;
  readonly macs: number;
}

export interface PaneResult {
  readonly result: Result;
  readonly timing: Timing;
  readonly difference?: Difference | undefined;
}

export type Request =
  | { readonly type: 'open'; readonly task: Task; readonly panes: readonly PaneModels[]; readonly settings: Settings }
  | { readonly type: 'frame'; readonly frame: ImageBitmap; readonly timestamp: number; readonly roles: readonly Role[] }
  /** What comes next is another video or picture. */
  | { readonly type: 'reset' }
  | { readonly type: 'layers'; readonly id: number; readonly role: Role };

export type Reply =
  | { readonly type: 'progress'; readonly role: Role; readonly loaded: number; readonly total?: number | undefined }
  | { readonly type: 'ready'; readonly role: Role; readonly info: PaneInfo }
  /** All panes are ready or have failed. */
  | { readonly type: 'opened' }
  | { readonly type: 'frame'; readonly panes: Partial<Record<Role, PaneResult>> }
  /** To the request of this id. */
  | { readonly type: 'layers'; readonly id: number; readonly layers: readonly LayerTime[] }
  | { readonly type: 'layers-failed'; readonly id: number; readonly message: string }
  /** Of one pane, or of all if none is named. */
  | { readonly type: 'failed'; readonly role?: Role | undefined; readonly message: string };
