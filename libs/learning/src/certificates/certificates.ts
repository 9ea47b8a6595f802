import { Injectable } from '@nestjs/common';
import type { CertificateDue } from '#contract';
import { Clock, Db, type Tx } from '#platform';
import { CertificateDueRow } from './certificates.tables.js';

@Injectable()
export class Certificates {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
  ) {}

  /** Records that a certificate is due. A path is finished once: later calls change nothing, the time least of all. */
  async due(tx: Tx, personId: string, path: string): Promise<void> {
    await tx
      .createQueryBuilder()
      .insert()
      .into(CertificateDueRow)
      .values({ personId, path, dueSince: this.clock.now() })
      .orIgnore()
      .execute();
  }

  /** The certificates that wait to be issued to a person, oldest first. */
  async listDue(personId: string): Promise<CertificateDue[]> {
    const rows = await this.db.read.find(CertificateDueRow, {
      where: { personId },
      order: { dueSince: 'ASC', path: 'ASC' },
    });
    return rows.map(({ path, dueSince }) => ({ path, dueSince: dueSince.toISOString() }));
  }
}
