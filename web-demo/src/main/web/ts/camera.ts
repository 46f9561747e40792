/** The webcam as a stream of pictures. */
export class Camera {
  readonly video = document.createElement('video');
  #stream: MediaStream | undefined;

  /** Rejects with an Error in words when there is no camera or it may not be used. */
  async start(): Promise<void> {
    if (navigator.mediaDevices === undefined) {
      throw new Error('Browsers give the camera only to pages from localhost or https.');
    }
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'user' }, audio: false });
    } catch (e) {
      throw new Error(reason(e));
    }
    this.video.muted = true;
    this.video.playsInline = true;
    this.video.srcObject = this.#stream;
    await this.video.play();
  }

  stop(): void {
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#stream = undefined;
    this.video.srcObject = null;
  }

  frame(): Promise<ImageBitmap> {
    return createImageBitmap(this.video);
  }
}

function reason(thrown: unknown): string {
  switch (thrown instanceof DOMException ? thrown.name : '') {
    case 'NotAllowedError':
      return 'The camera was refused. Allow it in the browser’s address bar, or open a picture instead.';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'No camera was found. Open a picture instead.';
    case 'NotReadableError':
      return 'The camera is in use by another program.';
    default:
      return `The camera could not be started: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
  }
}
