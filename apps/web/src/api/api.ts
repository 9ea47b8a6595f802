import createClient from 'openapi-fetch';
import type {
  ChangePassword,
  ChangeRole,
  CreateToken,
  IncidentAction,
  Recommend,
  SignIn,
  SignUp,
  SubmitSolution,
  UpdateProfile,
} from '#contract';
import type { paths } from '../api.js';
import { offline, problemFrom, type ApiProblem } from './problem.js';

/** What openapi-fetch answers: the body of a success, or what a refusal said. */
interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

const V1 = '/api/v1';

/** Every call the pages make. Throws `ApiProblem` for each refusal, so that pages handle one kind of error. */
export class Api {
  readonly prefix = V1;
  private readonly sessionListeners = new Set<() => void>();
  private readonly client;

  /** `origin` only matters where addresses cannot be relative, that is on the server. */
  constructor(fetch: (request: Request) => Promise<Response>, origin: string) {
    this.client = createClient<paths>({
      baseUrl: origin,
      headers: { accept: 'application/json' },
      fetch: (request) =>
        fetch(request).catch(() => {
          throw offline();
        }),
    });
  }

  skills = () => this.read(this.client.GET(`${V1}/skills`));
  skill = (slug: string) => this.read(this.client.GET(`${V1}/skills/{slug}`, { params: { path: { slug } } }));
  paths = () => this.read(this.client.GET(`${V1}/paths`));
  exercises = () => this.read(this.client.GET(`${V1}/exercises`));
  exercise = (slug: string) =>
    this.read(this.client.GET(`${V1}/exercises/{slug}`, { params: { path: { slug } } }));
  openedHints = (slug: string) =>
    this.read(this.client.GET(`${V1}/exercises/{slug}/hints`, { params: { path: { slug } } }));
  openHint = (slug: string, number: number) =>
    this.read(
      this.client.POST(`${V1}/exercises/{slug}/hints/{number}/opening`, {
        params: { path: { slug, number } },
      }),
    );
  solutions = (slug: string) =>
    this.read(this.client.GET(`${V1}/exercises/{slug}/solutions`, { params: { path: { slug } } }));

  submit = (body: SubmitSolution & { files: Record<string, string> }, key: string) =>
    this.read(
      this.client.POST(`${V1}/submissions`, {
        params: { header: { 'idempotency-key': key } },
        body,
      }),
    );
  submission = (id: string) =>
    this.read(this.client.GET(`${V1}/submissions/{id}`, { params: { path: { id } } }));
  submissions = (exercise?: string, after?: string) =>
    this.read(
      this.client.GET(`${V1}/submissions`, {
        params: { query: { ...(exercise ? { exercise } : {}), ...(after ? { after } : {}) } },
      }),
    );
  withdraw = (id: string) =>
    this.read(this.client.PUT(`${V1}/submissions/{id}/withdrawal`, { params: { path: { id } } }));

  progress = () => this.read(this.client.GET(`${V1}/me/progress`));
  next = (query: { path?: string; limit?: number; about?: string }) =>
    this.read(this.client.GET(`${V1}/me/next`, { params: { query } }));
  recommend = (body: Recommend) => this.read(this.client.POST(`${V1}/recommendations`, { body }));

  me = () => this.read(this.client.GET(`${V1}/me`));
  signUp = (body: SignUp) => this.read(this.client.POST(`${V1}/people`, { body }));
  signIn = (body: SignIn) => this.read(this.client.POST(`${V1}/session`, { body }));
  signOut = () => this.done(this.client.DELETE(`${V1}/session`));
  updateProfile = (body: UpdateProfile) => this.read(this.client.PATCH(`${V1}/me`, { body }));
  changePassword = (body: ChangePassword) => this.done(this.client.PUT(`${V1}/me/password`, { body }));
  resendVerification = () => this.done(this.client.POST(`${V1}/me/email-verification`));
  verifyEmail = (token: string) =>
    this.done(this.client.PUT(`${V1}/email-verification`, { body: { token } }));
  requestPasswordReset = (email: string) =>
    this.done(this.client.POST(`${V1}/password-resets`, { body: { email } }));
  resetPassword = (token: string, password: string) =>
    this.done(this.client.PUT(`${V1}/password-resets`, { body: { token, password } }));
  sessions = () => this.read(this.client.GET(`${V1}/me/sessions`));
  endSession = (id: string) =>
    this.done(this.client.DELETE(`${V1}/me/sessions/{id}`, { params: { path: { id } } }));
  endOtherSessions = () => this.done(this.client.DELETE(`${V1}/me/sessions`));
  tokens = () => this.read(this.client.GET(`${V1}/me/tokens`));
  createToken = (body: CreateToken) => this.read(this.client.POST(`${V1}/me/tokens`, { body }));
  endToken = (id: string) =>
    this.done(this.client.DELETE(`${V1}/me/tokens/{id}`, { params: { path: { id } } }));
  deleteAccount = (password: string) => this.done(this.client.DELETE(`${V1}/me`, { body: { password } }));

  people = (query?: string, after?: string) =>
    this.read(
      this.client.GET(`${V1}/people`, {
        params: { query: { ...(query ? { query } : {}), ...(after ? { after } : {}) } },
      }),
    );
  roleChanges = () => this.read(this.client.GET(`${V1}/role-changes`));
  grantRole = (body: ChangeRole) => this.read(this.client.PUT(`${V1}/roles`, { body }));
  revokeRole = (body: ChangeRole) => this.read(this.client.DELETE(`${V1}/roles`, { body }));

  queue = () => this.read(this.client.GET(`${V1}/admin/queue`));
  closeIncident = (runId: string, action: IncidentAction) =>
    this.read(
      this.client.PUT(`${V1}/admin/queue/incidents/{runId}/closing`, {
        params: { path: { runId } },
        body: { action },
      }),
    );

  problems = () => this.read(this.client.GET(`${V1}/problems`));

  /** Whether anybody answers; a page that is loaded again without asking may become the browser's own error page. */
  isThere = (): Promise<boolean> =>
    fetch('/health/live', { cache: 'no-store' }).then(
      ({ ok }) => ok,
      () => false,
    );

  /** Calls back when a request finds nobody signed in, so that the shell can offer to sign in again. Returns the way out. */
  onSessionEnd(listener: () => void): () => void {
    this.sessionListeners.add(listener);
    return () => {
      this.sessionListeners.delete(listener);
    };
  }

  private async read<T>(request: Promise<Answer<T>>): Promise<T> {
    const { data, error, response } = await request;
    if (data === undefined) throw this.refused(problemFrom(response, error));
    return data;
  }

  private async done(request: Promise<Answer<unknown>>): Promise<void> {
    const { error, response } = await request;
    if (!response.ok) throw this.refused(problemFrom(response, error));
  }

  private refused(problem: ApiProblem): ApiProblem {
    if (problem.kind === 'sign-in-required') this.sessionListeners.forEach((listener) => listener());
    return problem;
  }
}
