// Directions between rooms are law here (docs/architecture.md): an import against them fails the check.
import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const domainRooms = [
  'agents',
  'calls',
  'recordings',
  'acd',
  'queues',
  'ivr',
  'crm',
  'tickets',
  'fax',
  'outbound',
  'texts',
  'selfservice',
  'integration',
  'scheduling',
  'sounds',
  'secrets',
  'auth',
  'events',
  'supervision',
  'wallboard',
  'alerts',
  'mail',
  'tracing',
  'measures',
  'quality',
  'switchboard',
];
const adapterRooms = ['esl', 'redis', 'http', 'realtime', 'parts', 'jobs', 'connectors'];
const zone = (target, from, message) => ({ target, from, message });

const directions = [
  // Domain rooms know no adapter and nothing above them.
  ...domainRooms.flatMap((room) => [
    ...adapterRooms.map((adapter) =>
      zone(`./server/${room}`, `./server/${adapter}`, 'A domain room knows no adapter; declare a port.'),
    ),
    zone(`./server/${room}`, './db', 'A domain room knows no database; declare a port.'),
    zone(`./server/${room}`, './server/compose.ts', 'Only main composes.'),
  ]),
  zone(
    './server/supervision',
    ['./server/acd', './server/ivr', './server/queues', './server/switchboard'],
    'Supervision knows agents and calls only.',
  ),
  zone(
    './server/wallboard',
    ['./server/switchboard', './server/tickets'],
    'The wall board shows what others tell of themselves.',
  ),
  zone(
    './server/measures',
    [
      './server/acd',
      './server/calls',
      './server/ivr',
      './server/queues',
      './server/switchboard',
      './server/tickets',
    ],
    'Measures know events and agents’ states only.',
  ),
  zone(
    './server/quality',
    [
      './server/acd',
      './server/agents',
      './server/calls',
      './server/ivr',
      './server/queues',
      './server/switchboard',
      './server/tickets',
    ],
    'Reviews know calls by id only.',
  ),
  // Agents and calls know neither each other nor what is built on them.
  zone(
    './server/agents',
    ['./server/calls', './server/acd', './server/ivr', './server/switchboard'],
    'agents knows no other domain room.',
  ),
  zone(
    './server/calls',
    ['./server/agents', './server/acd', './server/ivr', './server/switchboard'],
    'calls knows no other domain room.',
  ),
  zone(
    './server/recordings',
    ['./server/agents', './server/acd', './server/ivr', './server/queues', './server/switchboard'],
    'Recordings know calls, events and lasting jobs only.',
  ),
  zone(
    './server/acd',
    ['./server/queues', './server/ivr', './server/switchboard'],
    'acd is below queues, ivr and switchboard.',
  ),
  zone(
    './server/queues',
    [
      './server/agents',
      './server/calls',
      './server/ivr',
      './server/switchboard',
      './server/tickets',
      './server/fax',
      './server/selfservice',
    ],
    'The queue configuration knows the ACD only.',
  ),
  zone(
    './server/ivr',
    ['./server/acd', './server/agents', './server/switchboard', './server/selfservice', './server/tickets'],
    'ivr leaves through its exits and asks through its services.',
  ),
  zone(
    './server/crm',
    [
      './server/acd',
      './server/agents',
      './server/ivr',
      './server/switchboard',
      './server/tickets',
      './server/fax',
    ],
    'crm stands alone.',
  ),
  zone(
    './server/tickets',
    [
      './server/acd',
      './server/agents',
      './server/ivr',
      './server/calls',
      './server/switchboard',
      './server/fax',
      './server/texts',
    ],
    'Work orders know calls and customers by id only.',
  ),
  zone(
    './server/fax',
    ['./server/acd', './server/agents', './server/ivr', './server/switchboard', './server/tickets'],
    'fax knows the switch and lasting jobs only.',
  ),
  zone(
    './server/outbound',
    ['./server/acd', './server/agents', './server/ivr', './server/switchboard', './server/tickets'],
    'Campaigns know calls, events and lasting jobs only; what packs offer is handed to them.',
  ),
  zone(
    './server/texts',
    [
      './server/acd',
      './server/agents',
      './server/calls',
      './server/ivr',
      './server/switchboard',
      './server/tickets',
    ],
    'texts knows numbers and lasting jobs only.',
  ),
  zone(
    './server/selfservice',
    ['./server/acd', './server/agents', './server/switchboard'],
    'Self-service answers flows; it does not route calls.',
  ),
  // Adapters do not know each other.
  ...adapterRooms.flatMap((room) =>
    adapterRooms
      .filter((other) => other !== room)
      .map((other) => zone(`./server/${room}`, `./server/${other}`, 'Adapters do not know each other.')),
  ),
  zone(
    './server/contract',
    ['./server/calls', './server/acd', './server/agents', './server/ivr', './db'],
    'The contract knows nothing of the server.',
  ),
  zone('./server', './softphone', 'The server does not know the softphone.'),
  { ...zone('./softphone', './server', 'The softphone knows the contract only.'), except: ['./contract'] },
  zone('./softphone', ['./db', './freeswitch'], 'The softphone knows the contract only.'),
  zone(
    './db',
    [
      './server/esl',
      './server/redis',
      './server/http',
      './server/realtime',
      './server/parts',
      './server/jobs',
      './server/connectors',
    ],
    'db does not know other adapters.',
  ),
  zone(
    ['./server', './db', './softphone', './freeswitch'],
    ['./tests', './scripts'],
    'Nothing imports tests or scripts.',
  ),
];

/** Each outside library has one room. */
const oneRoom = {
  modesl: 'server/esl',
  redis: 'server/redis',
  express: 'server/http',
  typeorm: 'db',
  pg: 'db',
  ws: 'server/realtime',
  bullmq: 'server/jobs',
  opossum: 'server/connectors',
  pdfkit: 'server/connectors',
  nodemailer: 'server/connectors',
  'sip.js': 'softphone/sip',
};
const homes = { ws: ['server/realtime', 'server/http'], pg: ['db', 'server/parts'] };
const libraryRules = Object.entries(oneRoom).map(([library, room]) => ({
  files: ['server/**/*.ts', 'db/**/*.ts', 'softphone/**/*.{ts,tsx}'],
  ignores: (homes[library] ?? [room]).map((home) => `${home}/**`),
  rules: {},
  library,
}));

const restrictedFor = (path) =>
  libraryRules
    .filter((rule) => !rule.ignores.some((home) => path.startsWith(home.replace('/**', ''))))
    .map((rule) => rule.library);

const rooms = [
  ...domainRooms.map((room) => `server/${room}`),
  ...adapterRooms.map((room) => `server/${room}`),
  'server/config',
  'server/contract',
  'server/errors',
  'server/logging',
  'db',
  'softphone/app',
  'softphone/core',
  'softphone/desk',
  'softphone/sip',
  'softphone/phone',
  'softphone/media',
  'softphone/api-client',
  'softphone/ui',
  'softphone/i18n',
];

export default tseslint.config(
  { ignores: ['node_modules', 'run', 'dist', 'softphone/dist', 'coverage', 'softphone/dev/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: ['**/*.{ts,tsx,mts}'] })),
  {
    files: ['**/*.{ts,tsx,mts}'],
    plugins: { 'import-x': importX },
    settings: {
      'import-x/resolver-next': [
        createTypeScriptImportResolver({
          noWarnOnMultipleProjects: true,
          project: ['tsconfig.json', 'softphone/tsconfig.json'],
        }),
      ],
    },
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones: directions }],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-default-export': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/consistent-type-definitions': 'error',
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
    },
  },
  ...rooms.map((room) => ({
    files: [`${room}/**/*.{ts,tsx}`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: restrictedFor(room).map((name) => ({
            name,
            message: `${name} is used only in ${oneRoom[name]}.`,
            allowTypeImports: false,
          })),
        },
      ],
    },
  })),
  {
    // The environment is read in one place.
    files: ['server/**/*.ts', 'db/**/*.ts'],
    ignores: ['server/main.ts', 'server/config/**', 'server/parts/find-executable.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Read it in server/config.' },
      ],
    },
  },
  {
    files: ['softphone/**/*.{ts,tsx}'],
    languageOptions: { globals: globals.browser },
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'max-lines-per-function': ['error', { max: 120, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['tests/**/*.ts', 'tests/**/*.tsx'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-console': 'off',
    },
  },
  {
    files: ['scripts/**', 'db/migrations/**'],
    rules: { 'no-console': 'off', 'max-lines-per-function': 'off' },
  },
  {
    files: ['**/*.config.{ts,mts,js,mjs}', 'softphone/vite.config.mts'],
    rules: { 'import-x/no-default-export': 'off' },
  },
  { files: ['**/*.{js,mjs,cjs}'], languageOptions: { globals: globals.node } },
  { files: ['server/**/*.ts', 'db/**/*.ts'], languageOptions: { globals: globals.node } },
);
