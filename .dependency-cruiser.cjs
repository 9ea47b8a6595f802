/**
 * The map of the house, as tables of names. Each becomes a rule; its comment is the sentence a developer reads.
 * ARCHITECTURE.md shows the same tables, and a test compares them.
 */
const doors = {
  api: ['contract', 'formats', 'platform', 'learning'],
  worker: ['contract', 'platform', 'learning', 'grader', 'badges'],
  discord: ['contract', 'platform', 'learning'], // its place; the door comes later
  cli: ['contract', 'formats', 'content', 'grader', 'badges'],
  'cli/admin': ['contract', 'formats', 'content', 'grader', 'badges', 'platform', 'learning'],
  web: ['contract', 'badges'],
};
const libs = {
  contract: [],
  formats: ['contract'],
  platform: ['contract'],
  content: ['contract'],
  grader: ['contract'],
  badges: ['contract'],
  learning: ['contract', 'platform', 'content', 'badges'],
};
const rooms = {
  people: [],
  skills: [],
  exercises: ['skills'],
  progress: ['people', 'skills', 'exercises'],
  certificates: ['people', 'skills', 'progress'],
  grading: ['people', 'skills', 'exercises', 'progress', 'certificates'],
};

const list = (allowed) => allowed.join(', ') || 'nothing';
const anyOf = (names) => names.join('|') || '-';

const doorRules = Object.entries(doors).map(([door, allowed]) => {
  const admin = door === 'cli/admin';
  return {
    name: `door-${door.replace('/', '-')}`,
    severity: 'error',
    comment: `${door} may import only these libs: ${list(allowed)}; a door never imports another door.`,
    from: {
      path: admin ? '^apps/cli/src/admin/' : `^apps/${door}/`,
      pathNot: door === 'cli' ? '^apps/cli/src/admin/' : undefined,
    },
    to: { path: '^(libs|apps)/', pathNot: [`^libs/(${anyOf(allowed)})/`, `^apps/${door.split('/')[0]}/`] },
  };
});

const libRules = Object.entries(libs).map(([lib, allowed]) => ({
  name: `lib-${lib}`,
  severity: 'error',
  comment: `libs/${lib} may import only these libs: ${list(allowed)}.`,
  from: { path: `^libs/${lib}/`, pathNot: '\\.test\\.ts$' },
  to: { path: '^(libs|apps)/', pathNot: `^libs/(${anyOf([lib, ...allowed])})/` },
}));

const roomRules = Object.entries(rooms).map(([room, allowed]) => ({
  name: `room-${room}`,
  severity: 'error',
  comment: `learning/${room} may import only these rooms: ${list(allowed)}; rooms stand in a line and look backwards.`,
  from: { path: `^libs/learning/src/${room}/`, pathNot: '\\.test\\.ts$' },
  to: { path: '^libs/learning/src/[^/]+/', pathNot: `^libs/learning/src/(${anyOf([room, ...allowed])})/` },
}));

const only = (name, comment, to, from) => ({
  name,
  severity: 'error',
  comment,
  from: { path: '^(apps|libs)/', pathNot: [from, '\\.test\\.ts$'] },
  to,
});

module.exports = {
  forbidden: [
    ...doorRules,
    ...libRules,
    ...roomRules,
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'A cycle is a knot: move what both need below them.',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'front-door',
      severity: 'error',
      comment: 'A lib is entered through its index.ts.',
      from: { path: '^libs/([^/]+)/src/', pathNot: '\\.test\\.ts$' },
      to: { path: '^libs/[^/]+/src/', pathNot: ['^libs/$1/src/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'front-door-from-outside',
      severity: 'error',
      comment: 'A lib is entered through its index.ts.',
      from: { path: '^(apps|migrations)/' },
      to: { path: '^libs/[^/]+/src/', pathNot: '^libs/[^/]+/src/index\\.ts$' },
    },
    {
      name: 'room-front-door',
      severity: 'error',
      comment: 'A room of learning is entered through its index.ts.',
      from: { path: '^libs/learning/src/([^/]+)/[^/]+$', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^libs/learning/src/[^/]+/[^/]+$',
        pathNot: ['^libs/learning/src/$1/', '^libs/learning/src/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'no-tests-from-source',
      severity: 'error',
      comment: 'Source never imports tests.',
      from: { path: '^(apps|libs|migrations)/', pathNot: '\\.test\\.ts$' },
      to: { path: '(\\.test\\.ts$|^test/)' },
    },
    only(
      'queue-in-platform',
      'Only platform knows BullMQ and Redis.',
      { path: 'node_modules/(bullmq|ioredis|@nestjs/bullmq)/' },
      '^libs/platform/',
    ),
    only(
      'processes-in-grader',
      'Only the grader starts processes.',
      { path: '^(node:)?child_process$' },
      '^(libs/grader|apps/cli)/',
    ),
    {
      name: 'no-http-in-learning',
      severity: 'error',
      comment: 'The domain knows no HTTP.',
      from: { path: '^libs/learning/' },
      to: { path: 'node_modules/(@nestjs/(swagger|platform-fastify)|fastify|@fastify)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    includeOnly: undefined,
    exclude: { path: '^(dist|apps/web/src/api\\.d\\.ts)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.d.ts'],
    },
  },
};

// Not a setting of the tool: the tables, for the tests that read the map.
Object.defineProperty(module.exports, 'map', { value: { doors, libs, rooms }, enumerable: false });
