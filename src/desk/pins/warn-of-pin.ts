import type { CallOptions } from '../../engine/engine.ts';
import type { PinInput, PinWarning } from '../../domain/pin.ts';

/** Those of some articles that whoever asks sees. */
export type SeenArticles = (
  ids: readonly string[],
  call?: CallOptions,
) => Promise<{ readonly has: (id: string) => boolean }>;

/**
 * What may not come of a pin as it was meant: its articles that are not there, or hidden from whoever asks.
 *
 * @param seen nothing is looked up without it
 */
export const warnOfPin = async (
  { first, never }: Pick<PinInput, 'first' | 'never'>,
  seen: SeenArticles | undefined,
  call?: CallOptions,
): Promise<PinWarning[]> => {
  if (seen === undefined) return [];
  const there = await seen([...first, ...never], call);
  return Object.entries({ first, never }).flatMap(([list, ids]) =>
    ids.flatMap((id, i): PinWarning[] =>
      there.has(id)
        ? []
        : [
            {
              code: 'article_not_seen',
              message: `There is no article with the id “${id}” that you see now. The pin holds for it once there is.`,
              path: `${list}.${i}`,
            },
          ],
    ),
  );
};
