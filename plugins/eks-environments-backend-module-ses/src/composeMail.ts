import type { OutboxMessage } from 'backstage-plugin-eks-environments-node';
import Handlebars from 'handlebars';

/** What a mail says. */
export interface Mail {
  subject: string;
  text: string;
  html: string;
}

const renderText = Handlebars.compile(
  `{{title}}

{{text}}

{{link}}

--
{{appTitle}} sends this because the environment is yours, your team's, or yours to decide on.
`,
  { noEscape: true, strict: true },
);

// Mail programs support style sheets, tables and grids differently, so the mail has inline styles only.
const renderHtml = Handlebars.compile(
  `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{title}}</title></head>
<body style="margin:0;padding:24px;background:#f4f5f7;font-family:Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5;color:#1f2430">
<div style="max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border:1px solid #dcdfe4;border-radius:8px">
<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">{{title}}</h1>
{{#each paragraphs}}
<p style="margin:0 0 16px">{{this}}</p>
{{/each}}
<p style="margin:24px 0"><a href="{{link}}" style="display:inline-block;padding:10px 16px;background:#1f5493;color:#ffffff;text-decoration:none;border-radius:4px">Open in {{appTitle}}</a></p>
<p style="margin:0;font-size:13px;color:#5b6270">{{appTitle}} sends this because the environment is yours, your team's, or yours to decide on.</p>
</div>
</body>
</html>
`,
  { strict: true },
);

/** Renders a message as a mail, in plain text and in HTML. User input is escaped. */
export function composeMail(message: OutboxMessage, appTitle: string): Mail {
  const values = {
    appTitle,
    title: message.title,
    text: message.text,
    paragraphs: message.text.split(/\n\s*\n/),
    link: message.link,
  };
  return {
    // A subject has one line, because a line break would start another header.
    subject: message.title.replace(/\s+/g, ' '),
    text: renderText(values),
    html: renderHtml(values),
  };
}
