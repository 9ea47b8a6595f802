const python = ['python-basics', 'python-classes', 'python-errors-and-files'];
const tutorial = [
  ...python,
  'http',
  'html-and-css',
  'terminal-and-environments',
  'sql-select',
  'project-layout',
  'urls-and-views',
  'templates',
  'models-and-fields',
  'queries',
  'migrations',
  'forms',
  'static-files',
  'admin',
];

/** Where people commonly come from. The official tutorial's list follows its parts 1 to 7. */
export const presets = [
  { name: 'I start from nothing', skills: [] },
  { name: 'I know some Python', skills: python },
  { name: 'I did the Django tutorial', skills: tutorial },
] as const;
