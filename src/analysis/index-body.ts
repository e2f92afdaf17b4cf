import { analysisSettings } from './analysis-settings.ts';
import { articlesMapping } from './articles-mapping.ts';

/** The number in `mappings/articles.vN.json`: raised with every released change of the body. */
export const MAPPING_VERSION = 2;

/** The exact body of Elasticsearch's create-index request, without the shard and replica counts. */
export const articlesIndexBody = {
  settings: {
    index: {
      // An acknowledged write is searchable within a second, also after the index had no searches for a while.
      refresh_interval: '500ms',
      analysis: analysisSettings,
    },
  },
  mappings: articlesMapping,
} as const;

/** The text of `mappings/articles.vN.json`. */
export const renderIndexBody = (): string => `${JSON.stringify(articlesIndexBody, null, 2)}\n`;
