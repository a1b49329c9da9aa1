import { Mail } from '../world/model';
import { escapeHtml, layout, table, formatMillis } from './layout';

/** The list of mails, newest first. */
export function renderInbox(mails: Mail[]): string {
  const rows = [...mails]
    .reverse()
    .map(mail => [
      escapeHtml(formatMillis(mail.at)),
      escapeHtml(mail.to.join(', ')),
      `<a href="/_simulator/inbox/${mail.id}">${escapeHtml(
        mail.subject || '(no subject)',
      )}</a>`,
    ]);
  return layout(
    'Inbox',
    `<section>${table(
      ['Time', 'To', 'Subject'],
      rows,
      'No mail has been sent yet.',
    )}</section>`,
  );
}

/** One mail. Its HTML is untrusted, so it is shown in a sandboxed frame without scripts and network access. */
export function renderMail(mail: Mail): string {
  const headers = [
    ['From', mail.source],
    ['To', mail.to.join(', ')],
    ...(mail.cc.length > 0 ? [['Cc', mail.cc.join(', ')]] : []),
    ['Time', formatMillis(mail.at)],
  ];
  const parts = [
    `<section>${table(
      ['Header', 'Value'],
      headers.map(row => row.map(escapeHtml)),
      '',
    )}</section>`,
    mail.html === undefined
      ? ''
      : `<h2>As a reader sees it</h2><iframe sandbox title="Mail as HTML" srcdoc="${escapeHtml(
          mail.html,
        )}"></iframe>`,
    mail.text === undefined
      ? ''
      : `<h2>Without HTML</h2><pre>${escapeHtml(mail.text)}</pre>`,
    mail.raw === undefined
      ? ''
      : `<h2>Raw message</h2><pre>${escapeHtml(mail.raw)}</pre>`,
  ];
  return layout(mail.subject || '(no subject)', parts.join('\n'));
}
