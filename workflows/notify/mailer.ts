// Mail by SMTP. Links in mail show, they never decide. A message id derived from the step lets mail servers drop a repeat.
import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';

export interface Mailer {
  send(message: { to: readonly string[]; subject: string; text: string; key: string }): Promise<void>;
}

export function createMailer(options: { url: string; from: string }): Mailer {
  const transport = createTransport(options.url);
  return {
    async send({ to, subject, text, key }) {
      await transport.sendMail({
        from: options.from,
        to: [...to],
        subject,
        text,
        messageId: `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@aix>`,
      });
    },
  };
}
