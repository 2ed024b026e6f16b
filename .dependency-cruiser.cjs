/** Import rules of docs/ARCHITECTURE.md: a path decides what it may depend on. */
const valueImport = { dependencyTypesNot: ['type-only'] };
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    rule(
      'no-circular',
      'A cycle means two files share one responsibility.',
      {},
      { circular: true },
    ),
    rule(
      'domain-is-pure',
      'Domain code is state in, state out: itself and hash functions only.',
      { path: '^src/domain' },
      { pathNot: ['^src/domain', 'node_modules/@noble/hashes'] },
    ),
    rule(
      'contracts-know-only-domain',
      'Schemas describe boundaries; they do not cross them.',
      { path: '^src/contracts' },
      { pathNot: ['^src/contracts', '^src/domain', 'node_modules/zod'] },
    ),
    rule(
      'adapters-are-a-rim',
      'An adapter serves one port; it never reaches orchestration, CLI or report.',
      { path: '^src/adapters' },
      { path: ['^src/(cli|report|agent)', '^src/worker', '^workflows', '^activities'] },
    ),
    rule(
      'agent-is-a-program-of-its-own',
      'The agent under test must not see benchmark internals.',
      { path: '^src/agent' },
      { path: ['^src/(cli|report|temporal)', '^src/worker', '^workflows', '^activities'] },
    ),
    rule(
      'report-reads-output-only',
      'Reports are pure renderings of stored artifacts.',
      { path: '^src/report' },
      { pathNot: ['^src/(report|domain|contracts)', '^src/adapters/artifacts'] },
    ),
    rule(
      'temporal-names-are-pure',
      'Workflow code imports the names; they may import nothing.',
      { path: '^src/temporal/names\\.ts$' },
      { path: '.*' },
    ),
    rule(
      'workflows-orchestrate-only',
      'Values: the SDK, domain leaf files, names. Everything else would enter the bundle.',
      { path: '^workflows' },
      {
        pathNot: [
          '^workflows',
          '^src/domain',
          '^src/temporal/names\\.ts$',
          'node_modules/@temporalio/(workflow|common)',
        ],
        ...valueImport,
      },
    ),
    rule(
      'activities-get-adapters-injected',
      'Activities hold no client of their own.',
      { path: '^activities' },
      { path: ['^src/(cli|agent|settings)', '^src/worker', '^workflows'] },
    ),
    rule(
      'activities-import-adapters-as-types',
      'Instances come from the composition root; reading a format needs none.',
      { path: '^activities' },
      { path: '^src/adapters', pathNot: '^src/adapters/(artifacts|datasets)', ...valueImport },
    ),
    rule(
      'cli-does-not-run-workflow-code',
      'The CLI starts workflows by name.',
      { path: '^src/cli' },
      { path: '^workflows', ...valueImport },
    ),
    rule(
      'worker-does-not-know-the-cli',
      'The worker is started by anyone.',
      { path: '^src/worker' },
      { path: '^src/cli' },
    ),
    rule(
      'product-does-not-know-its-tests',
      'Fakes stay in test/support.',
      { path: '^(src|workflows|activities)' },
      { path: '^test' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
