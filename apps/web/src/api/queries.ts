import { QueryClient, queryOptions } from '@tanstack/react-query';
import type { Api } from './api.js';
import { isProblem } from './problem.js';

const CONTENT_STALE_MS = 5 * 60_000;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // A refusal will be the same next time; only a lost connection and a server's fault are worth a second try.
        retry: (failures, error) =>
          failures < 2 && (!isProblem(error) || isProblem(error, 'offline', 'not-ready')),
        retryDelay: (failures) => 400 * 2 ** failures,
      },
    },
  });
}

export const meQuery = (api: Api) =>
  queryOptions({
    queryKey: ['me'],
    queryFn: async () => {
      try {
        return await api.me();
      } catch (error) {
        if (isProblem(error, 'sign-in-required')) return null;
        throw error;
      }
    },
    staleTime: 60_000,
  });

export const skillsQuery = (api: Api) =>
  queryOptions({ queryKey: ['skills'], queryFn: api.skills, staleTime: CONTENT_STALE_MS });
export const skillQuery = (api: Api, slug: string) =>
  queryOptions({ queryKey: ['skills', slug], queryFn: () => api.skill(slug), staleTime: CONTENT_STALE_MS });
export const pathsQuery = (api: Api) =>
  queryOptions({ queryKey: ['paths'], queryFn: api.paths, staleTime: CONTENT_STALE_MS });
export const exercisesQuery = (api: Api) =>
  queryOptions({ queryKey: ['exercises'], queryFn: api.exercises, staleTime: CONTENT_STALE_MS });
export const exerciseQuery = (api: Api, slug: string) =>
  queryOptions({
    queryKey: ['exercises', slug],
    queryFn: () => api.exercise(slug),
    staleTime: CONTENT_STALE_MS,
  });

export const progressQuery = (api: Api) => queryOptions({ queryKey: ['progress'], queryFn: api.progress });
export const nextQuery = (api: Api, query: { path?: string; limit?: number; about?: string } = {}) =>
  queryOptions({ queryKey: ['next', query], queryFn: () => api.next(query) });
export const recommendQuery = (api: Api, path: string, known: readonly string[], limit = 3) =>
  queryOptions({
    queryKey: ['recommend', path, limit, ...known],
    queryFn: () => api.recommend({ path, known: [...known], limit }),
    staleTime: CONTENT_STALE_MS,
  });

export const submissionsQuery = (api: Api, exercise?: string) =>
  queryOptions({ queryKey: ['submissions', exercise ?? 'all'], queryFn: () => api.submissions(exercise) });
export const submissionQuery = (api: Api, id: string) =>
  queryOptions({ queryKey: ['submission', id], queryFn: () => api.submission(id) });
export const hintsQuery = (api: Api, exercise: string) =>
  queryOptions({ queryKey: ['hints', exercise], queryFn: () => api.openedHints(exercise) });
export const solutionsQuery = (api: Api, exercise: string) =>
  queryOptions({ queryKey: ['solutions', exercise], queryFn: () => api.solutions(exercise) });

export const sessionsQuery = (api: Api) => queryOptions({ queryKey: ['sessions'], queryFn: api.sessions });
export const tokensQuery = (api: Api) => queryOptions({ queryKey: ['tokens'], queryFn: api.tokens });
export const peopleQuery = (api: Api, query: string, after?: string) =>
  queryOptions({
    queryKey: ['people', query, after ?? ''],
    queryFn: () => api.people(query || undefined, after),
  });
export const roleChangesQuery = (api: Api) =>
  queryOptions({ queryKey: ['role-changes'], queryFn: api.roleChanges });
export const queueQuery = (api: Api) =>
  queryOptions({ queryKey: ['queue'], queryFn: api.queue, staleTime: 0 });
export const problemsQuery = (api: Api) =>
  queryOptions({ queryKey: ['problems'], queryFn: api.problems, staleTime: CONTENT_STALE_MS });
