import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import {
  exerciseQuery,
  exercisesQuery,
  hintsQuery,
  nextQuery,
  pathsQuery,
  problemsQuery,
  progressQuery,
  recommendQuery,
  skillQuery,
  skillsQuery,
  submissionsQuery,
} from './api/queries.js';
import { JOB_READY } from './fretboard/goal.js';
import { root, signedIn } from './root-route.js';
import { skillsSearch, words } from './search.js';

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: words('account'),
  staticData: { module: 'src/pages/home.page.tsx' },
  component: lazyRouteComponent(() => import('./pages/home.page.js'), 'HomePage'),
  loader: async ({ context: { queryClient, api } }) => {
    await Promise.all([
      queryClient.ensureQueryData(skillsQuery(api)),
      queryClient.ensureQueryData(pathsQuery(api)),
      queryClient.ensureQueryData(exercisesQuery(api)),
      queryClient.ensureQueryData(recommendQuery(api, JOB_READY, [])),
    ]);
  },
});

const dashboard = createRoute({
  getParentRoute: () => root,
  path: '/dashboard',
  beforeLoad: signedIn,
  staticData: { module: 'src/pages/dashboard.page.tsx' },
  component: lazyRouteComponent(() => import('./pages/dashboard.page.js'), 'DashboardPage'),
  loader: async ({ context: { queryClient, api, me } }) => {
    await Promise.all([
      queryClient.ensureQueryData(skillsQuery(api)),
      queryClient.ensureQueryData(pathsQuery(api)),
      queryClient.ensureQueryData(progressQuery(api)),
      queryClient.ensureQueryData(nextQuery(api, { path: me?.path ?? JOB_READY, limit: 4 })),
      queryClient.ensureQueryData(submissionsQuery(api)),
    ]);
  },
});

const skills = createRoute({
  getParentRoute: () => root,
  path: '/skills',
  validateSearch: skillsSearch,
  staticData: { module: 'src/pages/skills.page.tsx' },
  component: lazyRouteComponent(() => import('./pages/skills.page.js'), 'SkillsPage'),
  loader: async ({ context: { queryClient, api, me } }) => {
    await Promise.all([
      queryClient.ensureQueryData(skillsQuery(api)),
      queryClient.ensureQueryData(pathsQuery(api)),
      me && queryClient.ensureQueryData(progressQuery(api)),
    ]);
  },
});

const skill = createRoute({
  getParentRoute: () => root,
  path: '/skills/$slug',
  staticData: { module: 'src/pages/skill.page.tsx' },
  component: lazyRouteComponent(() => import('./pages/skill.page.js'), 'SkillPage'),
  loader: async ({ context: { queryClient, api, me }, params }) => {
    await Promise.all([
      queryClient.ensureQueryData(skillQuery(api, params.slug)),
      queryClient.ensureQueryData(skillsQuery(api)),
      me && queryClient.ensureQueryData(progressQuery(api)),
    ]);
  },
});

const exercises = createRoute({
  getParentRoute: () => root,
  path: '/exercises',
  staticData: { module: 'src/pages/exercises.page.tsx' },
  component: lazyRouteComponent(() => import('./pages/exercises.page.js'), 'ExercisesPage'),
  loader: async ({ context: { queryClient, api, me } }) => {
    await Promise.all([
      queryClient.ensureQueryData(exercisesQuery(api)),
      queryClient.ensureQueryData(skillsQuery(api)),
      me && queryClient.ensureQueryData(progressQuery(api)),
    ]);
  },
});

const exercise = createRoute({
  getParentRoute: () => root,
  path: '/exercises/$slug',
  validateSearch: words('submission'),
  staticData: { module: 'src/pages/exercise.page.tsx' },
  component: lazyRouteComponent(() => import('./pages/exercise.page.js'), 'ExercisePage'),
  loader: async ({ context: { queryClient, api, me }, params }) => {
    await Promise.all([
      queryClient.ensureQueryData(exerciseQuery(api, params.slug)),
      queryClient.ensureQueryData(skillsQuery(api)),
      me && queryClient.ensureQueryData(hintsQuery(api, params.slug)),
      me && queryClient.ensureQueryData(submissionsQuery(api, params.slug)),
      me && queryClient.ensureQueryData(progressQuery(api)),
    ]);
  },
});

const progress = createRoute({
  getParentRoute: () => root,
  path: '/progress',
  beforeLoad: signedIn,
  staticData: { module: 'src/pages/progress.page.tsx' },
  component: lazyRouteComponent(() => import('./pages/progress.page.js'), 'ProgressPage'),
  loader: async ({ context: { queryClient, api } }) => {
    await Promise.all([
      queryClient.ensureQueryData(skillsQuery(api)),
      queryClient.ensureQueryData(pathsQuery(api)),
      queryClient.ensureQueryData(progressQuery(api)),
      queryClient.ensureQueryData(submissionsQuery(api)),
    ]);
  },
});

const problems = createRoute({
  getParentRoute: () => root,
  path: '/problems',
  staticData: { module: 'src/pages/problems.page.tsx' },
  component: lazyRouteComponent(() => import('./pages/problems.page.js'), 'ProblemsPage'),
  loader: ({ context: { queryClient, api } }) => queryClient.ensureQueryData(problemsQuery(api)),
});

const problem = createRoute({
  getParentRoute: () => root,
  path: '/problems/$name',
  staticData: { module: 'src/pages/problems.page.tsx' },
  component: lazyRouteComponent(() => import('./pages/problems.page.js'), 'ProblemAboutPage'),
  loader: ({ context: { queryClient, api } }) => queryClient.ensureQueryData(problemsQuery(api)),
});

export const learningRoutes = [
  home,
  dashboard,
  skills,
  skill,
  exercises,
  exercise,
  progress,
  problems,
  problem,
] as const;
