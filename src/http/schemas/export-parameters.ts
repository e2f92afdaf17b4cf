import { z } from '@hono/zod-openapi';
import { hasFilter } from '../../domain/search-request.ts';
import type { SearchRequest } from '../../domain/search-request.ts';
import { EXPORT_FORMATS } from '../../ingest/export-text.ts';
import type { ExportFormat } from '../../ingest/export-text.ts';
import { invalidParameters } from './field-errors.ts';
import { NOTHING_SHOWN, once, searchParameters, toSearchRequest } from './search-parameters.ts';

/** The parameters of `GET /v1/export`: those of a search that say which articles, and in which order. */
export const exportParameters = searchParameters
  .omit({
    size: true,
    page: true,
    cursor: true,
    fields: true,
    snippets: true,
    snippetSize: true,
    facets: true,
    accents: true,
    explain: true,
    collapse: true,
  })
  .extend({
    format: once
      .transform((value) => (value === undefined || value === '' ? 'ndjson' : value))
      .pipe(z.enum(EXPORT_FORMATS, `must be one of ${EXPORT_FORMATS.join(', ')}`))
      .openapi({
        type: 'string',
        enum: [...EXPORT_FORMATS],
        default: 'ndjson',
        example: 'csv',
        description:
          'ndjson: one article a line, as PUT takes it, to be imported again. csv: for a spreadsheet; Excel opens it with the marks right',
      }),
    removals: once
      .transform((value) => (value === undefined || value === '' ? 'false' : value))
      .pipe(z.enum(['true', 'false'], 'must be one of true, false'))
      .openapi({
        type: 'string',
        enum: ['true', 'false'],
        default: 'false',
        example: 'false',
        description:
          'Whether what was removed follows the articles, as lines that POST /v1/articles/bulk takes: {"delete":"id","version":7}. Only for an export of everything as ndjson',
      }),
  });

export const exportParameterNames = Object.keys(exportParameters.shape);

/** An export, parsed. */
export interface ExportRequest {
  readonly search: SearchRequest;
  readonly format: ExportFormat;
  readonly removals: boolean;
}

/** @throws AppError `invalid_parameters` for what only shows when they are seen together */
export const toExportRequest = ({
  format,
  removals,
  ...parameters
}: z.output<typeof exportParameters>): ExportRequest => {
  const search = toSearchRequest(
    // What is nearly the same is exported, too: nothing is missed.
    { ...parameters, ...NOTHING_SHOWN },
    { mayBeEmpty: true },
  );
  if (removals === 'true' && (format !== 'ndjson' || isNarrowed(search))) {
    throw invalidParameters([
      {
        path: 'removals',
        message:
          'can only be true for an export of everything as ndjson: nothing is left of a removed article to search for',
      },
    ]);
  }
  return { search, format, removals: removals === 'true' };
};

const isNarrowed = ({ wanted }: SearchRequest): boolean => wanted.q.trim() !== '' || hasFilter(wanted);
