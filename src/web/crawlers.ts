/** Which pages web search engines may keep: the start page alone, or those of results and articles, too. */
export const CRAWLER_POLICIES = ['start', 'all'] as const;

export type CrawlerPolicy = (typeof CRAWLER_POLICIES)[number];
