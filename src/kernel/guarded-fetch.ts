/**
 * What the providers' SDKs fetch with: a redirect would carry our key elsewhere, and an answer has an end: past it the
 * body fails with what `tooLarge` makes.
 */
export function guardedFetch(bytesMax: number, tooLarge: () => Error): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, { ...init, redirect: 'error' });
    if (response.body === null) return response;
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(capped(bytesMax, tooLarge)), { status, statusText, headers });
  };
}

function capped(bytesMax: number, tooLarge: () => Error): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  return new TransformStream({
    transform(piece, controller) {
      bytes += piece.length;
      if (bytes > bytesMax) controller.error(tooLarge());
      else controller.enqueue(piece);
    },
  });
}
