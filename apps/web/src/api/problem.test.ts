import { describe, expect, it } from 'vitest';
import { isProblem, problemFrom } from './problem.js';

const response = (status: number, headers: Record<string, string> = {}) =>
  new Response(null, { status, headers });

describe('a refusal of the API', () => {
  it('is known by the last part of its type and keeps its extras', () => {
    const problem = problemFrom(response(422), {
      type: '/problems/file-not-editable',
      title: 'This file is not part of the hand-in',
      status: 422,
      detail: '“project/settings.py” cannot be changed.',
      instance: '/api/v1/submissions',
      requestId: 'r1',
      path: 'project/settings.py',
    });
    expect(isProblem(problem, 'file-not-editable')).toBe(true);
    expect(problem.extras).toEqual({ path: 'project/settings.py' });
    expect(problem.requestId).toBe('r1');
  });

  it('reads issues whatever the notation of their paths', () => {
    const { issues } = problemFrom(response(422), {
      type: '/problems/invalid-request',
      issues: [
        { path: ['email'], message: 'No.' },
        { path: '/password', message: 'Too short.' },
        { path: '$.name', message: 'Empty.' },
        7,
      ],
    });
    expect(issues.map(({ path }) => path)).toEqual(['email', 'password', 'name']);
  });

  it('is a fault of ours when it is not a problem document', () => {
    const problem = problemFrom(response(502, { 'x-request-id': 'r2' }), '<html>');
    expect(problem.kind).toBe('fault');
    expect(problem.requestId).toBe('r2');
  });
});
