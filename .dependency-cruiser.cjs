/** Imports run one way; modules meet at their index. Checked by `npm run check`. */
const modules = 'access|audit|cards|people|rationing|sites|stock|verify|backup|portal';
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'platform-knows-nothing-of-rationing',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/', pathNot: '^src/(platform|words)/' },
    },
    {
      name: 'modules-meet-at-their-index',
      comment: 'a module may also read the contract and, as a type, the tables of the schema',
      severity: 'error',
      from: { path: `^src/(${modules})/`, pathNot: '\\.(test|fixture)\\.ts$' },
      to: { path: `^src/(${modules})/`, pathNot: ['^src/$1/', '/(index|contract)\\.ts$'] },
    },
    {
      name: 'rules-are-pure',
      comment: 'rules take facts and a moment; they do no I/O',
      severity: 'error',
      from: { path: '^src/[^/]+/(rules|settle|policy)\\.ts$' },
      to: {
        path: ['^(node:)', '/(queries|routes)\\.ts$', '/platform/(db|http|log|config)\\.ts$'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'sql-only-in-reach-of-queries',
      severity: 'error',
      from: { path: '^src/.*/(rules|settle|routes|contract)\\.ts$' },
      to: { path: '^node_modules/(kysely|pg)/' },
    },
    {
      name: 'web-takes-types-and-words-only',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^src/', pathNot: ['^src/words/', 'contracts?\\.ts$'] },
    },
    {
      name: 'server-does-not-know-the-web',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^web/' },
    },
    {
      name: 'the-agent-stands-alone',
      comment: 'a package of its own, on another computer',
      severity: 'error',
      from: { path: '^agent/', pathNot: '\\.(test|fixture)\\.ts$' },
      to: { path: '^(src|web|scripts)/' },
    },
    {
      name: 'the-protocol-alone-is-shared',
      severity: 'error',
      from: { path: '^(src|web)/', pathNot: '\\.(test|fixture)\\.ts$' },
      to: { path: '^agent/', pathNot: '^agent/protocol\\.ts$' },
    },
    {
      name: 'product-does-not-know-tests',
      severity: 'error',
      from: { path: '^(src|web|agent)/', pathNot: '\\.(test|fixture)\\.ts$' },
      to: { path: '^(test|bench)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(web|agent)/dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
    },
    builtInModules: { add: ['node:sqlite', 'node:test'] },
  },
};
