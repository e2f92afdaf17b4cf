import type { Context } from 'hono';
import type { HtmlEscapedString } from 'hono/utils/html';
import { ID } from '../../domain/id.ts';
import { AppError } from '../../domain/app-error.ts';
import type { PageContext } from '../../web/document.tsx';
import type { DeskTexts } from '../../web/texts/desk-texts.ts';
import type { AppEnv } from '../app-env.ts';

/** What is shown of a section. */
export interface SectionView {
  readonly content: HtmlEscapedString | Promise<HtmlEscapedString>;
  /** What went wrong, told at the top. */
  readonly alert?: string | undefined;
}

/** What a form came to: something done, and then the section is shown anew; or the form again. */
export type SectionAnswer = { readonly done: 'saved' | 'removed' } | SectionView;

/** A form as a browser sends it: each of its fields with all of its values. */
export type SentForm = (name: string) => readonly string[];

/** The entry that a form is about; `null`: a new one. @throws AppError `invalid_parameters` for what no entry is called */
export const entryIn = (form: SentForm): string | null => {
  const [id = ''] = form('id');
  if (id === '') return null;
  if (ID.test(id)) return id;
  throw new AppError('invalid_parameters', 'There is no entry of that id.');
};

/** A part of the desk: a page, and the form on it. Another one is another entry of `DESK_SECTIONS`. */
export interface DeskSection {
  /** `/desk/pins` */
  readonly path: string;
  readonly titleIn: (words: DeskTexts) => string;
  readonly show: (c: Context<AppEnv>, page: PageContext) => Promise<SectionView>;
  readonly act: (c: Context<AppEnv>, page: PageContext, form: SentForm) => Promise<SectionAnswer>;
}
