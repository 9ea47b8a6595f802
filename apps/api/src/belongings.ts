import { Injectable } from '@nestjs/common';
import { accountExport } from '#contract';
import { Account, Certificates, Hints, Progress, Submissions } from '#learning';
import { Clock, type Tx } from '#platform';

/**
 * What belongs to a person, room by room: the list behind the export and the end of an account. A room that keeps
 * something new about people adds its line to both, and its tables to docs/decisions/0011.
 */
@Injectable()
export class Belongings {
  constructor(
    private readonly clock: Clock,
    private readonly account: Account,
    private readonly hints: Hints,
    private readonly progress: Progress,
    private readonly certificates: Certificates,
    private readonly submissions: Submissions,
  ) {}

  /** The text of an AccountExport in parts, read as they are taken. */
  async *export(personId: string): AsyncGenerator<string, undefined> {
    const most = accountExport.parse({
      exportedAt: this.clock.now().toISOString(),
      account: await this.account.export(personId),
      hints: await this.hints.export(personId),
      evidence: await this.progress.export(personId),
      certificatesDue: await this.certificates.listDue(personId),
    });
    yield `${JSON.stringify(most).slice(0, -1)},"submissions":[`;
    let comma = '';
    for await (const submission of this.submissions.export(personId)) {
      yield comma + JSON.stringify(submission);
      comma = ',';
    }
    yield ']}';
    return undefined;
  }

  /** Runs in the transaction that removes the person, before it; foreign keys do the rest. */
  async erase(tx: Tx, personId: string): Promise<void> {
    await this.submissions.forget(tx, personId);
  }
}
