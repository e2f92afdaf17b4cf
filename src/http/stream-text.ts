/**
 * A body that is made as it is read: no further than one piece ahead of the client. When the client leaves, the
 * source is told to end.
 *
 * @param onFault Told why the source failed; the client sees its connection break.
 * @param onEnd Told once, when nothing follows any more: with the error, where there was one.
 */
export const streamText = (
  pieces: AsyncGenerator<string, void, void>,
  onFault: (error: unknown) => void,
  onEnd: (error?: unknown) => void,
): ReadableStream<Uint8Array> => {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      try {
        const { done, value } = await pieces.next();
        if (done === true) {
          onEnd();
          controller.close();
        } else controller.enqueue(encoder.encode(value));
      } catch (error) {
        onFault(error);
        onEnd(error);
        controller.error(error);
      }
    },
    cancel: () => {
      // Not waited for: the source may be waiting itself, for a client that has left.
      void pieces.return().catch(onFault).finally(onEnd);
    },
  });
};
