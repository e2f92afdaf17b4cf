import type { Context } from 'hono';
import { AppError } from '../../domain/app-error.ts';
import { lineOfSynonyms, synonymsOfLine } from '../../domain/synonyms.ts';
import type { PageContext } from '../../web/document.tsx';
import { SynonymsSection, type SynonymsDraft } from '../../web/desk/synonyms-section.tsx';
import { deskTexts } from '../../web/texts/desk-texts.ts';
import type { AppEnv } from '../app-env.ts';
import { entryIn, type DeskSection, type SectionView } from './desk-section.ts';

const NEW: SynonymsDraft = { id: null, line: '' };

const view = async (
  c: Context<AppEnv>,
  page: PageContext,
  draft: SynonymsDraft | null,
  wrong: string | null = null,
): Promise<SectionView> => {
  const all = await c.var.services.synonyms.list({ signal: c.var.deadline.signal });
  const asked = all.synonyms.find(({ id }) => id === c.req.query('entry'));
  const opened = asked === undefined ? NEW : { id: asked.id, line: lineOfSynonyms(asked) };
  const words = deskTexts[page.texts.code];
  return {
    content: (
      <SynonymsSection
        {...page}
        all={all}
        draft={draft ?? opened}
        wrong={wrong}
        removing={c.req.query('remove') ?? null}
      />
    ),
    alert: wrong === null ? undefined : words.errors,
  };
};

export const synonymsDeskSection: DeskSection = {
  path: '/desk/synonyms',
  titleIn: ({ synonyms }) => synonyms.title,
  show: (c, page) => view(c, page, null),
  act: async (c, page, form) => {
    const { synonyms } = c.var.services;
    const call = { signal: c.var.deadline.signal };
    const id = entryIn(form);
    if (form('action')[0] === 'remove') {
      if (id !== null) await synonyms.remove(id, call);
      return { done: 'removed' };
    }
    const [line = ''] = form('line');
    try {
      const input = synonymsOfLine(line);
      await (id === null ? synonyms.add(input, call) : synonyms.put(id, input, call));
      return { done: 'saved' };
    } catch (error) {
      if (!(error instanceof AppError) || !MENDABLE.has(error.code)) throw error;
      return view(c, page, { id, line }, error.message);
    }
  },
};

const MENDABLE: ReadonlySet<string> = new Set(['invalid_parameters', 'stale_version']);
