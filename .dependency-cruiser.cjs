/** The import graph of docs/architecture.md; every edge that is not allowed there is an error. */
const within = (...folders) => folders.map((folder) => `^main/${folder}/`).join('|')

const layer = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: '^(main|renderer|preload)/', pathNot: allowed }
})

const contract = '^preload/contract/'

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '[?]raw$' }
    },
    {
      name: 'contract-imports-only-zod',
      severity: 'error',
      from: { path: contract },
      to: { pathNot: `${contract}|node_modules/zod/` }
    },
    layer('kernel-stands-alone', within('kernel'), `${within('kernel')}|${contract}`),
    layer(
      'evidence-below-engine',
      within('evidence'),
      `${within('kernel', 'evidence')}|${contract}`
    ),
    layer(
      'engine-below-the-rest',
      within('engine'),
      `${within('kernel', 'evidence', 'engine')}|${contract}`
    ),
    ...['playbooks', 'analysts', 'storage', 'server', 'observe', 'prices'].map((sibling) =>
      layer(
        `${sibling}-blind-to-siblings`,
        within(sibling),
        `${within('kernel', 'evidence', 'engine', sibling)}|${contract}`
      )
    ),
    layer(
      'board-below-commands',
      within('board'),
      `${within('kernel', 'evidence', 'engine', 'analysts', 'storage', 'board')}|${contract}`
    ),
    layer(
      'commands-below-compose',
      within('commands'),
      `${within('kernel', 'evidence', 'engine', 'playbooks', 'analysts', 'storage', 'server', 'board', 'prices', 'commands')}|${contract}`
    ),
    layer(
      'terminal-beside-the-app',
      within('terminal'),
      `${within('kernel', 'evidence', 'engine', 'board', 'commands', 'terminal')}|${contract}`
    ),
    {
      name: 'pure-engine',
      severity: 'error',
      from: { path: within('engine', 'evidence', 'kernel') },
      to: { path: '^electron$|node_modules/(electron|ws|vue|@photostructure)/' }
    },
    {
      name: 'electron-only-in-the-shell',
      severity: 'error',
      from: { path: '^main/', pathNot: '^main/(app/|index[.]ts)' },
      to: { path: '^electron$|node_modules/electron/' }
    },
    {
      name: 'page-knows-only-the-contract',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(main|preload)/', pathNot: contract }
    },
    {
      name: 'page-without-schemas',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '[.]schema[.]ts$|node_modules/zod/' }
    },
    {
      name: 'stream-without-vue',
      severity: 'error',
      from: { path: '^renderer/src/stream/' },
      to: { path: 'node_modules/(vue|pinia|@vue)/' }
    },
    {
      name: 'preload-knows-only-the-contract',
      severity: 'error',
      from: { path: '^preload/index[.]ts$' },
      to: { path: '^(main|renderer)/|[.]schema[.]ts$|node_modules/zod/' }
    }
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.vue', '.json', '.js', '.mjs', '.d.ts'],
      // Packages with an exports map alone are not found without these.
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types']
    }
  }
}
