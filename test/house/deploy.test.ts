import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import * as apps from 'kubernetes-models/apps/v1';
import * as autoscaling from 'kubernetes-models/autoscaling/v2';
import * as networking from 'kubernetes-models/networking.k8s.io/v1';
import * as node from 'kubernetes-models/node.k8s.io/v1';
import * as policy from 'kubernetes-models/policy/v1';
import * as core from 'kubernetes-models/v1';
import ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import type { QueueView } from '#contract';
import { workerConfig } from '../../apps/worker/src/config.js';
import { DRAIN_MS } from '../../apps/worker/src/slots.js';
import { metricsOf } from '../../libs/learning/src/grading/metrics.js';
import { filesIn, root, textOf } from './sources.js';

interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
  spec: Record<string, unknown>;
}

/** The packages that hold type and schema of what is used, by API version. */
const api: Record<string, { module: string; models: Record<string, unknown> }> = {
  v1: { module: 'kubernetes-models/v1', models: core },
  'apps/v1': { module: 'kubernetes-models/apps/v1', models: apps },
  'autoscaling/v2': { module: 'kubernetes-models/autoscaling/v2', models: autoscaling },
  'networking.k8s.io/v1': { module: 'kubernetes-models/networking.k8s.io/v1', models: networking },
  'node.k8s.io/v1': { module: 'kubernetes-models/node.k8s.io/v1', models: node },
  'policy/v1': { module: 'kubernetes-models/policy/v1', models: policy },
};
const files = filesIn('deploy/kubernetes', /\.yaml$/);
const VARIANTS = files.filter((file) => path.basename(file).startsWith('worker-'));

function manifestsOf(file: string): Manifest[] {
  return parseAllDocuments(textOf(file)).map((document) => {
    expect([file, document.errors]).toEqual([file, []]);
    return document.toJS() as Manifest;
  });
}

/** By the schema: required fields, kinds of values, patterns. */
function validate(manifest: Manifest): string {
  const Model = api[manifest.apiVersion]?.models[manifest.kind] as
    | (new (data: Manifest) => { validate(): void })
    | undefined;
  if (!Model) return `no schema for ${manifest.apiVersion} ${manifest.kind}`;
  try {
    new Model(manifest).validate();
  } catch (error) {
    return (error as Error).message;
  }
  return 'valid';
}

/** By the types: the schema lets unknown fields through, and a field with a typing error in it protects nothing. */
function strangers(manifests: readonly Manifest[]): string[] {
  const source = manifests.map((manifest, index) => {
    const { module } = api[manifest.apiVersion]!;
    const type = `import('${module}').I${manifest.kind}`;
    return `export const m${index}: ${type} = ${JSON.stringify(manifest)};`;
  });
  const name = path.join(root, 'test/house/manifests.virtual.ts');
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  host.fileExists = (file) => file === name || ts.sys.fileExists(file);
  host.readFile = (file) => (file === name ? source.join('\n') : ts.sys.readFile(file));
  const program = ts.createProgram([name], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

interface Pod {
  hostUsers?: boolean;
  runtimeClassName?: string;
  serviceAccountName: string;
  automountServiceAccountToken: boolean;
  terminationGracePeriodSeconds: number;
  nodeSelector: Record<string, string>;
  containers: {
    env: { name: string; value?: string; valueFrom?: { resourceFieldRef?: { resource: string } } }[];
    resources: { requests: Record<string, string>; limits: Record<string, string> };
    securityContext: Record<string, unknown> & {
      capabilities: { drop: string[]; add?: string[] };
      seccompProfile?: { type: string; localhostProfile?: string };
    };
  }[];
}
const deploymentOf = (file: string) => manifestsOf(file).find(({ kind }) => kind === 'Deployment')!;
const podOf = (file: string) =>
  (deploymentOf(file).spec as unknown as { template: { spec: Pod } }).template.spec;

describe('the Kubernetes manifests', () => {
  it('keep the schemas of Kubernetes', () => {
    const found = files.flatMap((file) =>
      manifestsOf(file).map((manifest) => [file, manifest.kind, validate(manifest)]),
    );
    expect(found.length).toBeGreaterThan(8);
    expect(found.filter(([, , said]) => said !== 'valid')).toEqual([]);
  });

  it('hold no field that Kubernetes does not know', () => {
    expect(strangers(files.flatMap(manifestsOf))).toEqual([]);
    const typo = structuredClone(deploymentOf(VARIANTS[0]!)) as unknown as {
      spec: { template: { spec: object } };
    };
    Object.assign(typo.spec.template.spec, { hostUser: false });
    expect(strangers([typo as unknown as Manifest]).join()).toContain('\'"hostUser"\' does not exist');
  });

  it('say that a value of the wrong kind is one, so that the test above can fail', () => {
    const wrong = structuredClone(deploymentOf(VARIANTS[0]!));
    wrong.spec['replicas'] = 'two';
    expect(validate(wrong)).not.toBe('valid');
  });

  it('are one worker in three variants that differ in their walls alone', () => {
    expect(VARIANTS).toHaveLength(3);
    const bare = VARIANTS.map((file) => {
      const deployment = structuredClone(deploymentOf(file));
      const pod = (deployment.spec as unknown as { template: { spec: Partial<Pod> } }).template.spec;
      delete pod.hostUsers;
      delete pod.runtimeClassName;
      for (const container of pod.containers ?? [])
        container.securityContext = { capabilities: { drop: [] } };
      return deployment;
    });
    expect(bare[1]).toEqual(bare[0]);
    expect(bare[2]).toEqual(bare[0]);
  });

  it.each(VARIANTS)(
    '%s: no token, own nodes, slots as cores, time to drain, a root that is read-only',
    (file) => {
      const pod = podOf(file);
      const [worker] = pod.containers;
      expect(pod.automountServiceAccountToken).toBe(false);
      expect(pod.nodeSelector).toEqual({ 'fretboard/pool': 'grading' });
      expect(pod.terminationGracePeriodSeconds * 1_000).toBeGreaterThanOrEqual(2 * DRAIN_MS);
      const slots = worker!.env.find(({ name }) => name === 'GRADING_SLOTS');
      expect(slots?.valueFrom?.resourceFieldRef?.resource).toBe('limits.cpu');
      expect(worker!.resources.limits['cpu']).toBe(worker!.resources.requests['cpu']);
      expect(worker!.securityContext['readOnlyRootFilesystem']).toBe(true);
      expect(worker!.securityContext.capabilities.drop).toEqual(['ALL']);
      expect(worker!.securityContext['privileged']).toBeUndefined();
      const strange = worker!.env.filter(({ name }) => !(name in workerConfig.shape));
      expect(strange).toEqual([]);
    },
  );

  it('ask for a capability only behind a user namespace or a kernel of its own', () => {
    const naked = VARIANTS.filter((file) => {
      const pod = podOf(file);
      const rights = pod.containers[0]!.securityContext;
      // Kubernetes refuses a pod that asks for SYS_ADMIN and says that nothing may be gained.
      const impossible = rights.capabilities.add && rights['allowPrivilegeEscalation'] === false;
      const bare = rights.capabilities.add && pod.hostUsers !== false && !pod.runtimeClassName;
      return impossible || bare;
    });
    expect(naked).toEqual([]);
  });

  it('scale by a metric that there is', () => {
    const [scaler] = manifestsOf('deploy/kubernetes/common.yaml').filter(
      ({ kind }) => kind === 'HorizontalPodAutoscaler',
    );
    const metrics = scaler!.spec['metrics'] as { external: { metric: { name: string } } }[];
    const empty = { counts: [], slots: { live: 0, busy: 0 }, stranded: [], workers: [], incidents: [] };
    const served = metricsOf(empty as unknown as QueueView, []).map(({ name }) => name);
    expect(served).toContain(metrics[0]!.external.metric.name);
  });

  it('close the network but for database, queue and names', () => {
    const policies = manifestsOf('deploy/kubernetes/common.yaml').filter(
      ({ kind }) => kind === 'NetworkPolicy',
    );
    expect(policies.map(({ spec }) => spec)).toMatchObject([
      { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
      { policyTypes: ['Egress'] },
    ]);
    expect(policies[0]!.spec).not.toHaveProperty('egress');
    const egress = policies[1]!.spec['egress'] as { ports: { port: number }[]; to: object[] }[];
    expect(egress.flatMap(({ ports }) => ports.map(({ port }) => port))).toEqual([5432, 6379, 53, 53]);
    expect(egress.filter(({ to }) => to.some((peer) => !('podSelector' in peer)))).toEqual([]);
  });

  it('refuse by seccomp none of the calls that the engine lives on', () => {
    const profile = JSON.parse(textOf('deploy/kubernetes/worker-seccomp.json')) as {
      syscalls: { names: string[]; action: string }[];
    };
    const refused = new Set(profile.syscalls.flatMap(({ names }) => names));
    const needed =
      'unshare setns mount umount2 pivot_root mount_setattr seccomp capset prctl clone clone3 close_range';
    expect(needed.split(' ').filter((name) => refused.has(name))).toEqual([]);
    expect(refused).toContain('bpf');
    const seccomp = podOf('deploy/kubernetes/worker-user-namespace.yaml').containers[0]!.securityContext
      .seccompProfile;
    expect(seccomp).toEqual({ type: 'Localhost', localhostProfile: 'fretboard/worker-seccomp.json' });
  });
});

describe('the images', () => {
  const lines = textOf('deploy/Containerfile')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n');
  const stage = (name: string) => {
    const start = lines.findIndex((line) => line.endsWith(` AS ${name}`));
    const end = lines.findIndex((line, index) => index > start && line.startsWith('FROM '));
    return lines.slice(start, end < 0 ? undefined : end);
  };

  it('copy only what is there or what the build makes', () => {
    const made = /^(dist|node_modules|\.data)(\/|$)/;
    const missing = lines
      .flatMap((line) => /^COPY --from=\S+ \/srv\/fretboard\/(\S+)/.exec(line)?.[1] ?? [])
      .filter((name) => !made.test(name) && !existsSync(path.join(root, name)));
    expect(missing).toEqual([]);
  });

  it('start what the build makes, never as root by themselves, with settings that exist', () => {
    for (const name of ['worker', 'whole']) {
      const own = stage(name);
      const user = own.find((line) => line.startsWith('USER '));
      expect(user).not.toMatch(/root|USER 0|undefined/);
      const command = JSON.parse(own.find((line) => line.startsWith('CMD '))!.slice(4)) as string[];
      const source = command
        .at(-1)!
        .replace(/^dist\//, '')
        .replace(/\.js$/, '.ts');
      expect([name, existsSync(path.join(root, source))]).toEqual([name, true]);
    }
    const env = stage('worker').find((line) => line.startsWith('ENV '))!;
    const names = [...env.matchAll(/([A-Z_]+)=/g)].map(([, name]) => name!);
    expect(names.filter((name) => name !== 'NODE_ENV' && !(name in workerConfig.shape))).toEqual([]);
  });

  it('bring the programs of workshops that a slim Debian lacks', () => {
    const programs = textOf('libs/grader/harness/engine/tools_root.py');
    for (const [program, debian] of [
      ['git', 'git'],
      ['patch', 'patch'],
      ['column', 'bsdextrautils'],
    ] as const) {
      expect(programs).toMatch(new RegExp(`\\b${program}\\b`));
      for (const name of ['built', 'worker']) {
        const installs = stage(name).find((line) => line.includes('apt-get install'));
        expect(installs?.split(' ')).toContain(debian);
      }
    }
  });

  it('give the worker no content and no sources', () => {
    const copied = stage('worker').flatMap((line) => /^COPY .* (\S+)$/.exec(line)?.[1] ?? []);
    expect(copied).toEqual([
      './package.json',
      './node_modules',
      './dist/apps/worker',
      './dist/libs',
      './libs/grader/harness',
      './.data/runtimes',
    ]);
  });
});
