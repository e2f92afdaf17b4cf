import type { Texts } from './vietnamese.ts';

const numbers = new Intl.NumberFormat('en');
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

const monthName = (iso: string): string => MONTHS[Number(iso.slice(5, 7)) - 1] ?? '';
const day = (iso: string): string => `${Number(iso.slice(8, 10))} ${monthName(iso)} ${iso.slice(0, 4)}`;

const articles = (count: number): string =>
  `${numbers.format(count)} ${count === 1 ? 'article' : 'articles'}`;

/** Everything that the page says in English. */
export const english: Texts = {
  code: 'en',
  locale: 'en_GB',
  name: 'Tìm Báo',
  tagline: 'Vietnamese newspapers in one search box. Type with or without diacritics.',
  skip: 'Skip to results',
  skipToFilters: 'Skip to filters',
  skipToContent: 'Skip to content',
  switchTo: { code: 'vi', label: 'Tiếng Việt' },
  number: (value) => numbers.format(value),
  day,
  month: (iso) => `${monthName(iso)} ${iso.slice(0, 4)}`,
  shortMonth: (iso) => monthName(iso).slice(0, 3),
  instant: (text) => {
    const weekday = WEEKDAYS[new Date(`${text.slice(0, 10)}T00:00:00Z`).getUTCDay()] ?? '';
    const time = text.slice(11, 16);
    return `${weekday}, ${day(text)}${time === '00:00' || time === '' ? '' : ` · ${time}`}`;
  },
  articles,
  ago: {
    minutes: (count) => `${count} ${count === 1 ? 'minute' : 'minutes'} ago`,
    hours: (count) => `${count} ${count === 1 ? 'hour' : 'hours'} ago`,
    today: 'Today',
    yesterday: 'Yesterday',
    days: (count) => `${count} days ago`,
  },

  home: {
    size: (count, newest) => `${articles(count)}, the newest of ${newest}`,
    popular: 'Popular searches',
    sections: 'Sections',
    latest: 'Latest articles',
  },

  search: {
    label: 'Search the newspapers',
    placeholder: 'chuyển đổi số, "đảng bộ huyện", 05-CT/TW…',
    button: 'Search',
    clear: 'Clear the search box',
    suggestions: 'Suggestions',
    recent: 'Recent searches',
    forgetRecent: 'Forget recent searches',
    noSuggestions: 'No suggestions',
    someSuggestions: 'Suggestions: {count}. Use the arrow keys to choose',
    kinds: {
      section: 'section',
      author: 'author',
      tag: 'tag',
      phrase: '',
      popular: 'popular',
      title: 'title',
      article: 'open article',
    },
    loading: 'Searching…',
    examples: 'Ways to search',
    hints: [
      ['thuy dien', 'without diacritics, finds “thủy điện” and “thuỷ điện”'],
      ['thur ddieenj', 'with Telex keys left as they are'],
      ['"chi bộ bản"', 'exactly this phrase'],
      ['bão OR lũ -covid', 'either of the two, nothing with “covid”'],
      ['chuyên*', 'syllables that begin with “chuyên”'],
      ['05-CT/TW', 'numbers of documents, dates, figures'],
      ['title:"chuyển đổi số"', 'in the title only'],
      ['lũ quét after:2019 before:2022', 'published in that time'],
    ],
    languageHelp: 'How to write a query',
  },

  advanced: {
    label: 'Advanced search',
    about:
      'Fill in what you need: the page writes the query and counts the articles. Every field takes text without diacritics.',
    groups: {
      words: 'Words',
      places: 'Where and how often they stand',
      fields: 'Only in',
      ways: 'How to search',
      kept: 'Filters in use',
    },
    fields: {
      all: 'All of these words',
      phrase: 'Exactly this phrase',
      any: 'Any of these',
      none: 'None of these',
      near: 'These words',
      nearTo: 'Near these',
      distance: 'At most so many syllables apart',
      frequent: 'Mentioned often',
      times: 'At least so many times',
      part: 'Syllables with the letters',
      place: 'Where they stand',
      inTitle: 'Title',
      inAuthor: 'Author’s name',
      inSection: 'Section’s name',
      inSource: 'Source’s name',
      inTag: 'Tag',
      rest: 'Other parts of the query',
    },
    hints: {
      any: 'Separated by commas',
      none: 'Separated by commas',
      nearTo: 'Empty: the words before stand near each other',
      rest: 'There is no field for this, so it is kept as it is written.',
    },
    placeholders: {
      all: 'chuyển đổi số',
      phrase: 'năng lực lãnh đạo',
      any: 'bão, lũ quét, sạt lở',
      none: 'covid, dịch bệnh',
      near: 'lũ quét',
      nearTo: 'Sơn La',
      frequent: 'sạt lở',
      part: 'chuyên',
      inTitle: 'khai giảng',
      inAuthor: 'Thu Hiên',
    },
    places: { start: 'at the beginning', end: 'at the end', within: 'anywhere' },
    preview: {
      label: 'Query',
      nothing: 'There is nothing to search for yet.',
      onlyFilters: 'No words, only filters.',
      uncounted: 'The articles cannot be counted just now. You can search all the same.',
      update: 'Preview',
      counting: 'Counting…',
    },
    choices: {
      diacritics: {
        label: 'Diacritics',
        options: ['As typed, loosened where needed', 'Exactly as typed', 'Ignored'],
      },
      relax: {
        label: 'Where too little is found',
        options: ['Loosen diacritics and words', 'Loosen nothing'],
      },
      sort: { label: 'Sort by', options: ['Best match', 'Newest', 'Oldest'] },
    },
    language: [
      ['đảng bộ huyện', 'all words; side by side and in the title come first'],
      ['"đảng bộ huyện"', 'exactly this phrase'],
      ['"chi bộ bản"~3', 'these words within 3 syllables'],
      ['-covid  -"học tập"', 'without this word or phrase'],
      ['lũ OR lụt', 'either'],
      ['(bão OR lũ) "Sơn La"', 'brackets group'],
      ['lũ NEAR/5 "Sơn La"', 'within 5 syllables of each other, in any order'],
      ['atleast3(sạt lở)', 'at least 3 times in the article'],
      ['chuyên*  *viên  chu*n', 'syllables that begin, end or begin and end so'],
      ['title:  author:  section:  tag:  source:', 'in that field'],
      ['after:2021-12 before:31/01/2022', 'published in that time'],
      ['05-CT/TW  30/4  TP.HCM  123,3%', 'words like any other'],
    ],
  },

  total: {
    none: 'No articles found',
    some: (value, exact) => (exact ? articles(value) : `More than ${articles(value)}`),
    description: (count, query) =>
      query === '' ? `${count} in the archive.` : `${count} in the archive for “${query}”.`,
    page: (page) => `page ${numbers.format(page)}`,
    took: (ms) => `${numbers.format(ms)} ms`,
    partial: 'Part of the archive did not answer in time: there may be more articles. Try again in a moment.',
  },

  notices: {
    label: 'About this query',
    earlier: (seconds) =>
      `Many people are searching right now: these results are ${numbers.format(seconds)} seconds old. Reload the page in a moment.`,
    didYouMean: 'Did you mean:',
    corrected: 'Hardly anything has what you typed. These are the results for:',
    searchTyped: 'Search for exactly',
    relaxed: {
      marks: 'No article has exactly these diacritics, so diacritics were loosened.',
      syllables: 'Too few articles have these words, so their syllables may stand apart.',
      words: 'Too few articles have all of the words, so those with most of them are shown as well.',
    },
    searchExactly: 'Search exactly as typed',
    at: (position) => `At ${position}:`,
    warnings: {
      unbalanced_quote: 'This quotation mark has no partner. What follows it was searched as words.',
      unbalanced_bracket:
        'This bracket has no partner. An opening one was closed at the end of the query, a closing one ignored.',
      dangling_operator:
        'This operator has nothing to join or to exclude here, so it was searched as a word.',
      capital_operator:
        'In a sentence, and in a query all in capitals, VÀ, HOẶC and KHÔNG are searched as words. Write AND, OR and NOT for operators.',
      filter_in_or:
        'An exclusion or a date cannot be one of the alternatives of OR. It was applied to all of them.',
      lone_dash: 'A dash that stands alone excludes nothing. Write it right before the word to exclude.',
      empty_phrase: 'There is nothing to search for between these quotation marks. They were ignored.',
      empty_group: 'There is nothing to search for between these brackets. They were ignored.',
      prefix_too_short: 'The star needs 2 letters or digits beside it. It was ignored.',
      misplaced_star:
        'A star means any part of a syllable only within or beside letters and digits, up to three in one word. This one was ignored.',
      slop_too_large: 'Words can be at most 20 syllables apart here. 20 was used.',
      times_too_large: 'Words can be asked for at most 20 times. 20 was used.',
      unfit_operand:
        'NEAR and ATLEAST take words, phrases and alternatives of them. Here NEAR was read as AND, and ATLEAST as brackets.',
      unknown_operator:
        'This looks like an operator, but is none here, so it was searched as a word. Operators are AND, OR, NOT and NEAR/5.',
      unreadable_date:
        'This is not a date that exists. It was searched as text. Write 2022, 01/2022, 21/01/2022 or 2022-01-21.',
      empty_field:
        'There is nothing right after this colon, so the name was searched as a word. Leave no space.',
      nested_field: 'A field or a date cannot stand within a field. It was searched as text.',
      only_exclusions: 'The query says only what to leave out. Add a word to search for, or a filter.',
      nothing_searchable: 'There is no letter and no digit to search for in the query.',
    },
  },

  sort: { label: 'Sort by', relevance: 'Best match', newest: 'Newest', oldest: 'Oldest' },

  hit: {
    read: (host) => `Read at ${host}`,
    cite: 'Copy citation',
    cited: 'Copied',
    citeFailed: 'Could not copy',
    unfolded: 'Articles that are nearly the same are all shown.',
    fold: 'Fold them',
    pinned: 'Editors’ choice',
    similar: (count) => `and ${numbers.format(count)} nearly the same`,
  },

  article: {
    skip: 'Skip to the article',
    back: 'Back to the results',
    beside: 'About this article',
    updated: 'Updated',
    captions: 'Captions',
    shareAndCite: 'Share and cite',
    marks: (count) => `${numbers.format(count)} ${count === 1 ? 'match' : 'matches'}`,
    mark: (place) => `Match ${place}`,
    place: '{place} / {count}',
    previousMark: 'Previous match',
    nextMark: 'Next match',
    keys: 'Keys: n for the next, p for the previous',
    related: 'Related coverage',
    copyLink: 'Copy link',
    share: 'Share',
    version: (version) => `version ${numbers.format(version)}`,
  },

  pages: {
    label: 'Pages of results',
    previous: 'Previous page',
    next: 'Next page',
    current: (page, last) => `Page ${numbers.format(page)} of ${numbers.format(last)}`,
    first: 'To the first page',
  },

  filters: {
    label: 'Narrow the results',
    open: (count) => (count === 0 ? 'Filters' : `Filters (${count})`),
    close: 'Close the filters',
    show: (count) => `Show ${count}`,
    find: 'Find in the list',
    findIn: (name) => `Find in the list: ${name}`,
    noneOf: 'There is none like that.',
    readings: { mode: 'Exact phrase', diacritics: 'Exact diacritics', relax: 'Exactly as typed' },
    active: 'Filters in use',
    remove: (what) => `Remove the filter ${what}`,
    removeAll: 'Remove all filters',
    names: { section: 'Section', author: 'Author', tag: 'Tag', source: 'Source' },
    more: (count) => `${numbers.format(count)} more`,
    chosen: 'chosen',
    since: (text) => `Since ${text}`,
    until: (text) => `Until ${text}`,
    between: (from, to) => `${from} – ${to}`,
  },

  dates: {
    label: 'Date of publication',
    from: 'From',
    to: 'To',
    notices: 'About the dates',
    placeholder: 'dd/mm/yyyy',
    calendar: (field) => `${field}: open the calendar`,
    wrong: (text) => `There is no date “${text}”. Type it as 21/01/2022, 01/2022 or 2022.`,
    ignored: (text) => `“${text}” is no date that exists, and was left out.`,
    named: 'Only in this time?',
    publishedIn: (query, period) => `${query}, published in ${period}`,
    swapped: 'The first date was later than the last one, so they changed places.',
    apply: 'Apply',
    quick: 'Quick ranges',
    thisWeek: 'This week',
    thisMonth: 'This month',
    thisYear: 'This year',
    newYear: (name, year) => `Tết ${name} ${year}`,
    chart: { year: 'Articles by year', month: 'Articles by month', day: 'Articles by day' },
    summary: (count, first, last, most, mostCount) =>
      `${count} from ${first} to ${last}; most in ${most}: ${mostCount}.`,
    yearName: (iso) => iso,
    dayName: day,
    bar: (name, count) => `${name}: ${count}`,
    howTo: 'Click or drag across the bars',
    selected: '{first} – {last}: {count} articles',
    table: 'Show as a table',
    tableTime: 'Time',
    tableCount: 'Articles',
    allTime: 'Any time',
  },

  accents: { label: 'Choose the diacritics of each word' },

  empty: {
    forQuery: 'No article matches',
    nearest: 'Nearest:',
    drop: (parts) => `without ${parts}`,
    parts: 'Why are there no results?',
    part: 'Part of the query',
    alone: 'Articles that have it',
    without: 'Left without it',
    kinds: {
      word: 'word',
      words: 'words',
      phrase: 'phrase',
      prefix: 'beginning',
      group: 'either',
      exclusion: 'excluded',
      field: 'field',
      dates: 'dates',
      section: 'section',
      author: 'author',
      tag: 'tag',
      source: 'source',
    },
    ways: 'You can also try',
    withoutFilters: 'Remove all filters, keep the words',
    withoutDates: 'Search any time',
    relax: 'Allow diacritics and words to be loosened',
    ignoreMarks: 'diacritics ignored',
    asWords: 'the words need not stand side by side',
    advice: [
      'Check the spelling, or type without diacritics.',
      'Use fewer words, or more general ones.',
      'Leave out the quotation marks, so that the words need not stand side by side.',
    ],
  },

  error: {
    titles: {
      400: 'This request cannot be read',
      404: 'There is no such page',
      405: 'This does not work here',
      429: 'Too many searches',
      500: 'Something went wrong',
      503: 'Cannot search just now',
      504: 'The search took too long',
    },
    details: {
      400: 'Part of the address is wrong. Correct it and search again.',
      404: 'This address leads nowhere. The article may have been removed.',
      405: 'This page can only be read.',
      429: 'You have searched too often within a second. Wait a moment and try again.',
      500: 'There is no answer. Whoever runs the service finds the cause in its log.',
      503: 'The search engine is not ready or does not answer for the moment. Try again in a few seconds.',
      504: 'The search engine took too long. Try again, or narrow the search with more words or dates.',
    },
    tooComplex: 'The query is too complex. Use fewer words, brackets or stars.',
    parameters: {
      q: 'The query is too long, or empty without any filter. Write one of less than 512 characters.',
      from: '“From” is not a date that exists, or later than “To”. Write it as 21/01/2022, 01/2022 or 2022.',
      to: '“To” is not a date that exists. Write it as 21/01/2022, 01/2022 or 2022.',
      page: 'There is no such page: only the first 10,000 articles can be paged through.',
    },
    parameter: (name) => `The value of “${name}” cannot be used.`,
    tryAgain: 'Try again',
    home: 'To the search page',
    requestId: 'Request id',
  },

  takeAlong: {
    label: 'Download the results',
    csv: 'Spreadsheet (CSV)',
    ndjson: 'JSON lines (NDJSON)',
    feed: 'Follow new articles (Atom)',
    keyTitle: 'Downloads need a key',
    key: 'The newsroom’s key',
    send: 'Download',
    cancel: 'Cancel',
    forbidden: 'This service has no keys yet, so that only the machine it runs on can download.',
  },

  demo: {
    title: 'The search, embedded in another page',
    skip: 'Skip to the search',
    about: 'This is <timbao-search>, as it would be on your own page. Try typing without diacritics.',
    fictional: 'This paper, its people and its places are invented.',
    snippet: 'Copy this into your page',
    cors: 'Pages of another origin can call the service only where TIMBAO_CORS_ORIGINS names them.',
  },

  shortcuts: {
    label: 'Keyboard shortcuts',
    keys: [
      ['/', 'Go to the search box'],
      ['j', 'Next article'],
      ['k', 'Previous article'],
      ['Enter', 'Open the article in focus'],
      ['n', 'Next match in the article'],
      ['p', 'Previous match in the article'],
      ['?', 'Show this list'],
      ['Esc', 'Close'],
    ],
    on: 'Use keyboard shortcuts',
    close: 'Close',
  },

  footer: {
    api: 'API for developers',
    about: 'Tìm Báo is open-source software.',
  },
};
