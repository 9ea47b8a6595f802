import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExerciseBundle } from '#contract';
import { readContent } from '#content';
import type { Grader } from '#grader';
import { openGrader, passedChecks } from './exercise.js';

let grader: Grader;
let bundle: ExerciseBundle;
beforeAll(async () => {
  grader = await openGrader();
  const { exercises } = await readContent(path.resolve(import.meta.dirname, '../..'));
  bundle = exercises.find(({ slug }) => slug === 'settings-audit')!;
});
afterAll(() => grader.close());

const grade = (settings: string, timeoutSeconds = bundle.timeoutSeconds) =>
  grader.grade({
    bundle: { ...bundle, timeoutSeconds },
    files: { ...bundle.solution, 'config/settings.py': settings },
    runtime: 'django-5.2',
    seed: 11,
  });
const right = () => bundle.solution['config/settings.py']!;

/** The reference without what protects visitors, and with a lie about it. */
const unsafe = (lie: string) =>
  right().replaceAll(/^(SECURE|SESSION_COOKIE|CSRF_COOKIE)_\w+ = .*$/gm, '') + lie;

const lies = {
  'a command that reports nothing': `
from django.core import checks
checks.run_checks = lambda **_: []
`,
  'a half that answers for the site': `
import sys
Site = sys.modules["kinds.deploy_check.subject"].Site
GOOD = {"MIDDLEWARE": MIDDLEWARE + ["django.middleware.clickjacking.XFrameOptionsMiddleware"], "DEBUG": False,
    "ALLOWED_HOSTS": ALLOWED_HOSTS, "SILENCED_SYSTEM_CHECKS": [], "SECURE_HSTS_SECONDS": 3600,
    "SECURE_CONTENT_TYPE_NOSNIFF": True, "SECURE_SSL_REDIRECT": True, "SECURE_REFERRER_POLICY": "same-origin",
    "SESSION_COOKIE_SECURE": True, "SESSION_COOKIE_HTTPONLY": True, "CSRF_COOKIE_SECURE": True}
Site.op_values = lambda self, names: {name: GOOD[name] for name in names if name in GOOD}
Site.op_check_deploy = lambda self: {"passed": True, "messages": [["security.W005", 30, False], ["security.W021", 30, False]]}
`,
  'settings that are changed once they have been read': `
import sys
Site = sys.modules["kinds.deploy_check.subject"].Site
honest = Site.op_values
def op_values(self, names):
    from django.conf import settings
    for name in ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"):
        setattr(settings, name, True)
    settings.SECURE_HSTS_SECONDS = 3600
    return honest(self, names)
Site.op_values = op_values
`,
  'answers of the wrong shape': `
import sys
Site = sys.modules["kinds.deploy_check.subject"].Site
Site.op_check_deploy = lambda self: {"passed": True, "messages": [[["x"] * 3] * 3, 7, None]}
Site.op_values = lambda self, names: ["DEBUG"]
`,
};

describe('a site that lies about its settings', () => {
  it.each(Object.entries(lies))('with %s is found out by its answers', async (_, lie) => {
    const verdict = await grade(unsafe(lie));
    expect(['failed', 'errored']).toContain(verdict.outcome);
    expect(passedChecks(verdict)).not.toContain('check_deploy_clean');
  });

  it('leaves the next site as it was', async () => {
    expect((await grade(right())).outcome).toBe('passed');
  });
});

describe('a site that does not start', () => {
  it('and leaves its process is the learner’s', async () => {
    const verdict = await grade(`${right()}\nimport os\nos._exit(90)\n`);
    expect(verdict).toMatchObject({ outcome: 'errored', reason: 'exception' });
  });

  it('and never ends reaches the limit of time', async () => {
    const verdict = await grade(`${right()}\nwhile True:\n    pass\n`, 2);
    expect(verdict).toMatchObject({ outcome: 'errored', reason: 'limit' });
  });

  it('shows the learner the own line that raised', async () => {
    const verdict = await grade(`${right()}\nUSE_TZ = TRUE\n`);
    expect(verdict.outcome).toBe('errored');
    expect(verdict.message).toContain("NameError: name 'TRUE' is not defined");
    expect(verdict.frames.at(-1)).toMatchObject({ path: 'config/settings.py', source: 'USE_TZ = TRUE' });
  });
});

describe('one start and the next', () => {
  it('share no file and no variable', async () => {
    const trace = `
import pathlib
trace = pathlib.Path("/box/tmp/trace")
if trace.exists() or "TRACE" in os.environ:
    raise RuntimeError("somebody was here")
trace.write_text("here")
os.environ["TRACE"] = "here"
`;
    expect((await grade(right() + trace)).outcome).toBe('passed');
  });
});
