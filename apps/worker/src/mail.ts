import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Logger } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { z } from 'zod';

export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/**
 * The edge to the post. Resolves when there is nothing more to do: the letter is handed over, or refused for good.
 * Rejects when it should be tried again.
 */
export abstract class Mail {
  abstract send(letter: Letter): Promise<void>;
}

export const mailSettings = z.object({
  SMTP_URL: z
    .preprocess((value) => (value === '' ? undefined : value), z.url({ protocol: /^smtps?$/ }).optional())
    .describe(
      'Server that sends mails, for example smtps://name:secret@mail.example.org. Without it they are files.',
    ),
  MAIL_FROM: z
    .string()
    .max(320)
    .default('Fretboard <fretboard@localhost>')
    .describe('Sender of mails; set it together with SMTP_URL.'),
});

/** An SMTP server that does not answer must not hold a job for the minutes that are the library's defaults. */
const SMTP_TIMEOUT_MS = 15_000;

export class SmtpMail extends Mail {
  private readonly log = new Logger('Mail');
  private readonly transport: Transporter;

  constructor(
    url: string,
    private readonly from: string,
  ) {
    super();
    this.transport = createTransport({
      url,
      connectionTimeout: SMTP_TIMEOUT_MS,
      greetingTimeout: SMTP_TIMEOUT_MS,
      socketTimeout: SMTP_TIMEOUT_MS,
    });
  }

  async send({ to, subject, text }: Letter): Promise<void> {
    // An object as recipient is one address, whatever commas or brackets it contains.
    try {
      await this.transport.sendMail({ from: this.from, to: { name: '', address: to }, subject, text });
    } catch (error) {
      const code = (error as { responseCode?: number }).responseCode ?? 0;
      // 5xx is for good (RFC 5321, 4.2.1). The answer may name the mailbox, so only its number is logged.
      if (code < 500) throw error;
      this.log.warn(`The mail server refused "${subject}" for good (${code}).`);
    }
  }
}

/**
 * The default: each letter becomes a file, and the console says where. The letter itself stays out of the console,
 * because what is printed there is a log, and its links open accounts.
 */
export class FolderMail extends Mail {
  private readonly log = new Logger('Mail');
  private written = 0;

  constructor(private readonly folder: string) {
    super();
  }

  async send({ to, subject, text }: Letter): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const at = new Date().toISOString().replaceAll(':', '');
    const file = path.join(this.folder, `${at}-${process.pid}-${++this.written}.txt`);
    await writeFile(file, `To: ${to}\nSubject: ${subject}\n\n${text}`, { mode: 0o600, flag: 'wx' });
    this.log.log(`A mail "${subject}" is in ${file}. Set SMTP_URL to send mails.`);
  }
}

export const openMail = (config: z.infer<typeof mailSettings> & { DATA_DIR: string }): Mail =>
  config.SMTP_URL
    ? new SmtpMail(config.SMTP_URL, config.MAIL_FROM)
    : new FolderMail(path.join(config.DATA_DIR, 'mail'));
