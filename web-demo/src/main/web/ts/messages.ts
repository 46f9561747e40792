/** What the page and its worker say to each other. */
import type { vision } from 'gossamer';

export type Face = vision.Face;

/** Milliseconds of the three parts of a detection. */
export interface Timing {
  readonly prepare: number;
  readonly run: number;
  readonly decode: number;
}

export type Request =
  | { readonly type: 'load'; readonly url: string }
  /** Supersedes earlier ones: their repetitions end. */
  | { readonly type: 'detect'; readonly id: number; readonly picture: ImageBitmap; readonly repetitions: number };

export type Reply =
  | { readonly type: 'progress'; readonly loaded: number; readonly total?: number | undefined }
  | { readonly type: 'ready'; readonly backend: string; readonly milliseconds: number }
  | { readonly type: 'faces'; readonly id: number; readonly faces: readonly Face[]; readonly timing: Timing }
  /** The network ran once more on the same picture. */
  | { readonly type: 'repeated'; readonly id: number; readonly milliseconds: number }
  | { readonly type: 'failed'; readonly id?: number; readonly message: string };
