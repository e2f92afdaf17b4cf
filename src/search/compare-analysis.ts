import type { AnalyzerName } from '../analysis/analysis-settings.ts';
import type { AnalyzeToken, Engine } from '../engine/engine.ts';
import type { AnalyzedText, AnalyzedToken } from '../text/analyze-text.ts';
import type { TokenForms } from '../text/syllable.ts';

/** One place where the index's analyzer and the service do not see the same. */
export interface AnalysisDifference {
  readonly form: keyof TokenForms;
  /** The how-manieth token, from 0. */
  readonly token: number;
  /** `null` where the service has no such token. */
  readonly service: SeenToken | null;
  /** `null` where the index has no such token. */
  readonly index: SeenToken | null;
}

export interface SeenToken {
  readonly term: string;
  readonly start: number;
  readonly end: number;
}

const ANALYZERS: Readonly<Record<keyof TokenForms, AnalyzerName>> = {
  exact: 'vi_exact',
  toneless: 'vi_toneless',
  folded: 'vi_folded',
};

const seenByService = ({ terms, start, end }: AnalyzedToken, form: keyof TokenForms): SeenToken => ({
  term: terms[form],
  start,
  end,
});

const seenByIndex = ({ token, startOffset, endOffset }: AnalyzeToken): SeenToken => ({
  term: token,
  start: startOffset,
  end: endOffset,
});

const same = (a: SeenToken, b: SeenToken): boolean =>
  a.term === b.term && a.start === b.start && a.end === b.end;

/**
 * Emoji have a place and a term of their own in the index, but can't be searched for: the service knows
 * nothing of them.
 */
const isWord = ({ token }: AnalyzeToken): boolean => /[\p{L}\p{N}]/u.test(token);

/**
 * Has the analyzers of an index analyze the same text, and compares term by term.
 *
 * @param index an index or alias with the articles' analyzers
 * @returns nothing where both agree
 * @throws AppError `engine_unavailable`, `index_missing` …
 */
export const compareAnalysis = async (
  { engine, index }: { readonly engine: Engine; readonly index: string },
  { text, tokens }: AnalyzedText,
): Promise<readonly AnalysisDifference[]> => {
  const forms = Object.keys(ANALYZERS) as (keyof TokenForms)[];
  const answers = await Promise.all(
    forms.map((form) => engine.analyze(index, { text, analyzer: ANALYZERS[form] })),
  );
  return forms.flatMap((form, at) => {
    const indexed = (answers[at] ?? []).filter(isWord).map(seenByIndex);
    const differences: AnalysisDifference[] = [];
    for (let token = 0; token < Math.max(tokens.length, indexed.length); token++) {
      const ours = tokens[token];
      const service = ours === undefined ? null : seenByService(ours, form);
      const theirs = indexed[token] ?? null;
      if (service === null || theirs === null || !same(service, theirs)) {
        differences.push({ form, token, service, index: theirs });
      }
    }
    return differences;
  });
};
