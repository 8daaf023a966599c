// Five projects by what they need: unit (nothing), redis (a Redis), integration (Redis, PostgreSQL, a fake
// event socket over TCP), contract (a switch), e2e (FreeSWITCH, Chromium, SIPp). See tests/README.md.
const transform = {
  '^.+\\.tsx?$': [
    '@swc/jest',
    {
      jsc: {
        parser: { syntax: 'typescript', tsx: true, decorators: true },
        transform: { legacyDecorator: true, react: { runtime: 'automatic' } },
        target: 'es2022',
      },
      module: { type: 'commonjs' },
      sourceMaps: 'inline',
    },
  ],
};

const project = (name) => ({
  displayName: name,
  rootDir: __dirname,
  testEnvironment: 'node',
  testMatch: [`<rootDir>/tests/${name}/**/*.test.ts`],
  transform,
  // Sources written for the bundler or for Node both resolve without an extension here.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
});

module.exports = {
  // On a busy machine a second's work takes many: a limit is there to end what hangs.
  testTimeout: 60_000,
  projects: [project('unit'), project('redis'), project('integration'), project('contract'), project('e2e')],
};
