import { Inject } from '@nestjs/common';
import type { z } from 'zod';
import { sendMail } from '#contract';
import { Account } from '#learning';
import { CONFIG, Handles, JobHandler } from '#platform';
import type { WorkerConfig } from './config.js';
import { letterOf } from './letters.js';
import { Mail } from './mail.js';

/**
 * Sends one letter. The secret of a link is made here, so that it exists in the mail alone; a job that runs twice
 * sends two mails, of which the newer link works.
 */
@Handles(sendMail, { concurrency: 2 })
export class SendMailHandler extends JobHandler<typeof sendMail> {
  protected readonly job = sendMail;

  constructor(
    private readonly account: Account,
    private readonly mail: Mail,
    @Inject(CONFIG) private readonly config: Pick<WorkerConfig, 'PUBLIC_URL'>,
  ) {
    super();
  }

  protected async run({ to, template }: z.output<(typeof sendMail)['payload']>): Promise<void> {
    const publicUrl = this.config.PUBLIC_URL;
    if (template === 'verify-email' || template === 'reset-password') {
      const link = await this.account.makeLink(to, template);
      // Nobody has this e-mail, or the link was followed meanwhile: there is nothing to say.
      if (link) await this.mail.send(letterOf(template, { to, publicUrl, ...link }));
      return;
    }
    await this.mail.send(letterOf(template, { to, publicUrl }));
  }
}
