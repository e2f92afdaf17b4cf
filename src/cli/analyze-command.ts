import { text as readAll } from 'node:stream/consumers';
import { Command } from 'commander';
import { readConfig, type Config } from '../config.ts';
import { AppError } from '../domain/app-error.ts';
import { indexNames } from '../index-lifecycle/index-names.ts';
import { compareAnalysis } from '../search/compare-analysis.ts';
import type { AnalysisDifference, SeenToken } from '../search/compare-analysis.ts';
import { analyzeText, MAX_ANALYZED_LENGTH } from '../text/analyze-text.ts';
import type { AnalyzedText, AnalyzedToken } from '../text/analyze-text.ts';
import { withConnection } from '../service/connect.ts';
import { EXIT } from './exit-status.ts';
import { tableOf } from './print-table.ts';

export interface AnalyzeCommandDeps {
  /** Read when the engine is asked for: without it no setting matters. */
  readonly config: () => Pick<Config, 'engine' | 'index'>;
  readonly input: AsyncIterable<Buffer | string>;
  readonly out: { write(text: string): unknown };
}

interface AnalyzeFlags {
  readonly json?: true;
  readonly engine?: true;
}

const standardDeps: AnalyzeCommandDeps = {
  config: () => readConfig(),
  input: process.stdin,
  out: process.stdout,
};

/** `timbao analyze TEXT`: how a text is seen, by the service and, if asked, by the index. */
export const analyzeCommand = ({ config, input, out }: AnalyzeCommandDeps = standardDeps): Command =>
  new Command('analyze')
    .argument('<text...>', 'the text; - reads it from standard input')
    .option('--json', 'as JSON')
    .option('--engine', 'compare with the analyzers of the index; exit status 1 where they differ')
    .action(async (words: readonly string[], flags: AnalyzeFlags) => {
      const written = words.length === 1 && words[0] === '-' ? await readAll(input) : words.join(' ');
      const analyzed = analyzeText(checked(written));
      const differences = flags.engine === true ? await compare(analyzed, config()) : null;
      if (flags.json === true) {
        const answer = differences === null ? analyzed : { ...analyzed, differences };
        out.write(`${JSON.stringify(answer, null, 2)}\n`);
      } else {
        out.write(
          analyzed.tokens.length === 0 ? 'There is no letter and no digit in it.\n' : table(analyzed),
        );
        if (differences !== null) out.write(`\n${comparison(differences)}`);
      }
      if (differences !== null && differences.length > 0) process.exitCode = EXIT.failed;
    });

const checked = (text: string): string => {
  const { length } = text.normalize('NFC');
  if (length <= MAX_ANALYZED_LENGTH) return text;
  throw new AppError(
    'invalid_parameters',
    `The text has ${length} characters; ${MAX_ANALYZED_LENGTH} are the most. Analyze it part by part.`,
  );
};

const compare = (analyzed: AnalyzedText, config: Pick<Config, 'engine' | 'index'>) =>
  withConnection(config, (engine) =>
    compareAnalysis({ engine, index: indexNames(config.index).read }, analyzed),
  );

const table = ({ tokens }: AnalyzedText): string =>
  tableOf([
    ['place', 'text', 'exact', 'toneless', 'folded', 'syllable', 'tone', 'marked letters', 'term'],
    ...tokens.map((token) => [
      `${token.start}–${token.end}`,
      token.text,
      token.exact,
      token.toneless,
      token.folded,
      token.syllable ? 'yes' : 'no',
      token.tone,
      token.markedLetters.join(' '),
      spelledOut(token),
    ]),
  ]);

/** A term with its tone mark spelled out: a combining mark at the end of a term is easily overlooked. */
const spelledOut = ({ terms: { exact } }: AnalyzedToken): string =>
  exact
    .replace(
      /[\u0300\u0301\u0303\u0309\u0323]/gu,
      (mark) => `+U+${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
    )
    .normalize('NFC');

const comparison = (differences: readonly AnalysisDifference[]): string => {
  if (differences.length === 0) return 'The index sees the same.\n';
  const count = `${differences.length} ${differences.length === 1 ? 'difference' : 'differences'}`;
  return `${count} between the service and the index:\n${tableOf(
    [
      ['form', 'token', 'service', 'index'],
      ...differences.map(({ form, token, service, index }) => [
        form,
        String(token + 1),
        seen(service),
        seen(index),
      ]),
    ],
    '  ',
  )}`;
};

const seen = (token: SeenToken | null): string =>
  token === null ? '(nothing)' : `${JSON.stringify(token.term)} ${token.start}–${token.end}`;
