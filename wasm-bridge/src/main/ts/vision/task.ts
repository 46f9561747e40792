import type { Pipeline } from './pipeline';

/** The pipeline of a task, for its own class. */
export let pipelineOf: (task: VisionTask) => Pipeline;

/** What the classes for hands, faces and people have in common. */
export abstract class VisionTask {
  readonly #pipeline: { reset(): void; dispose(): void };

  static {
    pipelineOf = (task) => task.#pipeline as Pipeline;
  }

  // Declared by what this class needs, so that pipelines stay out of the published types.
  protected constructor(pipeline: { reset(): void; dispose(): void }) {
    this.#pipeline = pipeline;
  }

  /** Forgets what was seen in earlier pictures, if this follows anything. */
  reset(): void {
    this.#pipeline.reset();
  }

  /** Lets go of it all, of models that were given loaded excepted, once the calls under way are done. */
  dispose(): void {
    this.#pipeline.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}
