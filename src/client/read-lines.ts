import { TimbaoError } from './timbao-error.ts';

/** The JSON lines of an answer, as they come; read no faster than they are asked for. */
export async function* readLines(response: Response): AsyncGenerator<unknown, void, void> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw new TimbaoError('incomplete_answer', 'The answer broke off.', {
          status: response.status,
          cause,
        });
      });
      const lines = (rest + (done ? decoder.decode() : decoder.decode(value, { stream: true }))).split('\n');
      rest = done ? '' : (lines.pop() ?? '');
      for (const line of lines) if (line.trim() !== '') yield JSON.parse(line) as unknown;
      if (done) return;
    }
  } finally {
    // Whoever reads no further: the service need not go on.
    await reader.cancel().catch(() => {});
  }
}
