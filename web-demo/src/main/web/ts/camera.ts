/** The webcam. Rejects with an Error in words when there is no camera or it may not be used. */
export async function openCamera(): Promise<MediaStream> {
  if (navigator.mediaDevices === undefined) {
    throw new Error('Browsers give the camera only to pages from localhost or https.');
  }
  try {
    // What the camera sees as it sees it: browsers else cut pictures to the shape that they like best.
    const video = { facingMode: 'user', resizeMode: 'none' } as MediaTrackConstraints;
    return await navigator.mediaDevices.getUserMedia({ video, audio: false });
  } catch (e) {
    throw new Error(reason(e));
  }
}

function reason(thrown: unknown): string {
  switch (thrown instanceof DOMException ? thrown.name : '') {
    case 'NotAllowedError':
      return 'The camera was refused. Allow it in the browser’s address bar, or open a picture or video instead.';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'No camera was found. Open a picture or video instead.';
    case 'NotReadableError':
      return 'The camera is in use by another program.';
    default:
      return `The camera could not be started: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
  }
}
