// What each folder of src may import: the one table of it, rendered into .oxlint-fences.json by `npm run fences`.
// ARCHITECTURE.md tells it in words, test/unit/project/import-fences.test.ts proves that the linter holds it.

const WORDS = ['domain', 'text', 'query'];

/**
 * `may`: other folders, and files beside them. `uses`: `nothing` of Node.js or npm, `types` of the Elasticsearch client,
 * `client` itself; anything but the client otherwise. `inFolders`: it has folders of its own.
 */
export const FENCES = {
  domain: { may: [], uses: 'nothing' },
  text: { may: ['domain'], uses: 'nothing' },
  query: { may: ['domain', 'text'], uses: 'nothing' },
  language: { may: ['domain', 'text'], uses: 'nothing' },
  analysis: { may: ['domain', 'text'], uses: 'nothing' },
  correction: { may: ['domain', 'text', 'language'], uses: 'nothing' },
  completion: { may: ['domain', 'text', 'correction'], uses: 'nothing' },
  likeness: { may: ['domain', 'text'], uses: 'nothing' },
  matching: { may: [...WORDS, 'language'], uses: 'nothing' },
  dsl: { may: [...WORDS, 'matching'], uses: 'types', inFolders: true },
  results: { may: [...WORDS, 'matching'], uses: 'nothing' },
  engine: { may: ['domain', 'deadline.ts', 'task.ts'], uses: 'client' },
  search: {
    may: [
      ...WORDS,
      'language',
      'correction',
      'matching',
      'completion',
      'likeness',
      'dsl',
      'results',
      'analysis',
      'engine',
      'task.ts',
      'watched-file.ts',
      'in-slices.ts',
      'package-file.ts',
    ],
  },
  desk: {
    may: [
      ...WORDS,
      'matching',
      'dsl',
      'results',
      'search',
      'engine',
      'index-lifecycle',
      'web-access',
      'deadline.ts',
      'task.ts',
      'in-slices.ts',
    ],
    inFolders: true,
  },
  ingest: {
    may: [...WORDS, 'likeness', 'engine', 'index-lifecycle', 'web-access', 'in-slices.ts', 'package-file.ts'],
    inFolders: true,
  },
  'web-access': { may: [] },
  'index-lifecycle': { may: ['domain', 'analysis', 'engine', 'package-file.ts'] },
  embedded: { may: ['domain', 'package-file.ts'] },
  http: {
    may: [
      ...WORDS,
      'ingest',
      'web',
      'config.ts',
      'create-log.ts',
      'deadline.ts',
      'task.ts',
      'package-file.ts',
    ],
    typesOf: 'config.ts',
    inFolders: true,
  },
  client: { may: [], uses: 'nothing' },
  instantsearch: { may: ['text', 'client', 'web/marked-text.ts'], uses: 'nothing' },
  web: { may: WORDS, inFolders: true },
  service: { mayNot: ['cli'] },
};

const SEE = 'see ARCHITECTURE.md.';
const CLIENT = {
  group: ['@elastic/**'],
  message: `Only src/engine talks to Elasticsearch; ${SEE}`,
};
const ENVIRONMENT = {
  group: ['node:process', 'process'],
  importNames: ['env'],
  message: 'Only src/config.ts reads the environment.',
};
const nothing = { regex: '^[^.]', message: 'This folder uses no package and no built-in module of Node.' };

const OUTSIDE = {
  nothing: [nothing],
  types: [
    { ...nothing, regex: '^[^.@]|^@[^e]' },
    {
      group: ['@elastic/**'],
      allowTypeImports: true,
      message: 'Only src/engine uses the Elasticsearch client; here its types only.',
    },
  ],
  client: [ENVIRONMENT],
  rest: [CLIENT, ENVIRONMENT],
};

const restricted = (patterns, paths = []) => ({
  'no-restricted-imports': ['error', { ...(paths.length > 0 && { paths }), patterns }],
});

const pattern = (name) => (name.endsWith('.ts') ? name : `${name}/**`);

/** @param up the way from the files to src: `../`, or one more from a folder within */
const fence = (folder, { may, mayNot = [], uses = 'rest', typesOf }, files, up) => ({
  files: [`src/${folder}/${files}`],
  rules: restricted(
    [
      may === undefined
        ? {
            group: mayNot.map((name) => up + pattern(name)),
            message: `${folder} does not import ${mayNot.join(', ')}; ${SEE}`,
          }
        : {
            group: [`${up}**`, ...may.map((name) => `!${up}${pattern(name)}`)],
            message: `${folder} imports only ${may.length === 0 ? 'itself' : may.join(', ')}; ${SEE}`,
          },
      ...OUTSIDE[uses],
    ],
    typesOf === undefined
      ? []
      : [
          {
            name: up + typesOf,
            allowTypeImports: true,
            message: `Of ${typesOf} its types only: it is passed in.`,
          },
        ],
  ),
});

/** A later entry replaces an earlier one for the same file, so each is complete. */
export const renderFences = () => ({
  overrides: [
    {
      files: ['src/**'],
      rules: { 'node/no-process-env': 'error', 'no-console': 'error', ...restricted([CLIENT, ENVIRONMENT]) },
    },
    {
      files: ['src/config.ts', 'src/embedded/engine-environment.ts'],
      rules: { 'node/no-process-env': 'off' },
    },
    ...Object.entries(FENCES).flatMap(([folder, rules]) =>
      rules.inFolders === true
        ? [fence(folder, rules, '*', '../'), fence(folder, rules, '*/**', '../../')]
        : [fence(folder, rules, '**', '../')],
    ),
    {
      // A parser of HTML, which is text in, text out.
      files: ['src/text/html-to-text.ts'],
      rules: restricted([
        { group: ['../**', '!../domain/**'], message: `text imports only domain; ${SEE}` },
        { group: ['node:**'], message: 'This folder uses no built-in module of Node.' },
        CLIENT,
      ]),
    },
    {
      // The element tells of results in the words of the client.
      ...fence('web', { may: [...WORDS, 'client'], uses: 'nothing' }, 'client/**', '../../'),
      env: { browser: true, node: false },
    },
  ],
});
