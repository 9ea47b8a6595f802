/** What namespaces, control groups, filter and self-check cost a child, beside one that is only forked. */
import path from 'node:path';
import { root, run } from '../../run.mjs';
import { figure, median, percentile } from '../figures.mjs';

const ROUNDS = 200;

export async function isolation(runtime) {
  const script = path.join(import.meta.dirname, 'isolation.py');
  const harness = path.join(root, 'libs/grader/harness');
  const args = ['-s', '-S', '-P', script, harness, runtime.site, String(ROUNDS)];
  const { code, output, stdout } = await run(runtime.python, args);
  if (code !== 0) throw new Error(`isolation could not be measured:\n${output}`);
  const { plain, caged, check } = JSON.parse(stdout);
  const overhead = median(caged) - median(plain);
  return [
    figure('isolation.plain.p50', median(plain), 'ms'),
    figure('isolation.caged.p50', median(caged), 'ms'),
    figure('isolation.caged.p90', percentile(caged, 0.9), 'ms'),
    figure('isolation.overhead.p50', overhead, 'ms', { most: 6 }),
    figure('isolation.overhead.min', Math.min(...caged) - Math.min(...plain), 'ms'),
    // A run has two children, the judge and the learner's, on one processor.
    figure('isolation.overhead.run', 2 * overhead, 'ms'),
    figure('isolation.self-check.p50', median(check), 'ms', { most: 1 }),
  ];
}
