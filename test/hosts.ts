import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ip = (...args: string[]) => void execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });
const root = path.resolve(import.meta.dirname, '..');

/**
 * Another machine, as far as networks go: a network namespace with one cable to this one. This one plays the host with
 * the API and PostgreSQL, and lets in through the cable what asks for the database.
 */
export class Host {
  private constructor(
    private readonly name: string,
    private readonly cable: string,
    private readonly door: Server,
    readonly databaseUrl: string,
    private readonly sockets: Set<Socket>,
  ) {}

  static async connect(number: number, databaseUrl: string): Promise<Host> {
    const tag = `fb${process.pid % 100_000}h${number}`;
    const net = `10.213.${(process.pid + number) % 250}`;
    ip('netns', 'add', tag);
    ip('link', 'add', `${tag}a`, 'type', 'veth', 'peer', 'name', `${tag}b`, 'netns', tag);
    ip('address', 'add', `${net}.1/24`, 'dev', `${tag}a`);
    ip('link', 'set', `${tag}a`, 'up');
    ip('-n', tag, 'address', 'add', `${net}.2/24`, 'dev', `${tag}b`);
    ip('-n', tag, 'link', 'set', `${tag}b`, 'up');
    ip('-n', tag, 'link', 'set', 'lo', 'up');
    const url = new URL(databaseUrl);
    const sockets = new Set<Socket>();
    const door = doorTo(Number(url.port), url.hostname, sockets);
    door.listen(0, `${net}.1`);
    await once(door, 'listening');
    url.hostname = `${net}.1`;
    url.port = String((door.address() as AddressInfo).port);
    return new Host(tag, `${tag}a`, door, url.href, sockets);
  }

  /** Starts a command in the network of this host. The network alone: all else, such as control groups, stays. */
  get through(): string[] {
    return ['nsenter', `--net=/run/netns/${this.name}`];
  }

  cut(): void {
    ip('link', 'set', this.cable, 'down');
  }
  mend(): void {
    ip('link', 'set', this.cable, 'up');
  }

  remove(): void {
    for (const socket of this.sockets) socket.destroy();
    this.door.close();
    ip('netns', 'delete', this.name); // takes the cable along
  }
}

function doorTo(port: number, host: string, sockets: Set<Socket>): Server {
  return createServer((from) => {
    const to = connect(port, host);
    for (const [socket, other] of [
      [from, to],
      [to, from],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => sockets.delete(socket));
      socket.pipe(other);
    }
  });
}

/** What the image of the worker holds, by its own lines: a folder with nothing else of the repository. */
export function workerImage(dataDir: string): { folder: string; remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'fretboard-image-'));
  chmodSync(folder, 0o755);
  const lines = readFileSync(path.join(root, 'deploy/Containerfile'), 'utf8').matchAll(
    /^COPY --from=pruned \/srv\/fretboard\/(\S+) (\S+)$/gm,
  );
  for (const [, from, to] of lines) {
    const target = path.join(folder, to!);
    mkdirSync(path.dirname(target), { recursive: true });
    if (from === 'node_modules') symlinkSync(path.join(root, from), target);
    else if (from!.startsWith('.data/')) symlinkSync(path.join(dataDir, from!.slice(6)), target);
    else cpSync(path.join(root, from!), target, { recursive: true });
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
