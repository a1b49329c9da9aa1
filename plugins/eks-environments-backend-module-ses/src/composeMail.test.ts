import { testMessage } from './__testUtils__/testMessage';
import { composeMail } from './composeMail';

describe('composeMail', () => {
  it('says everything in text and in HTML, with the link', () => {
    const mail = composeMail(
      testMessage({ text: 'It ends in 2 hours.\n\nExtend it if you need it.' }),
      'Example Portal',
    );

    expect(mail.subject).toBe('shop is ready');
    expect(mail.text).toContain('It ends in 2 hours.\n\nExtend it');
    expect(mail.text).toContain('https://portal.example.com/environments/1');
    expect(mail.html).toContain('It ends in 2 hours.</p>');
    expect(mail.html).toContain('<a href="https://portal.example.com/');
    expect(mail.html).toContain('Open in Example Portal');
  });

  it('shows what people typed as they typed it', () => {
    const typed = `<script>alert("x")</script> & {{title}} 'q'`;

    const mail = composeMail(
      testMessage({
        title: typed,
        text: typed,
        link: 'https://x/?a=1&b="><b>',
      }),
      typed,
    );

    expect(mail.text).toContain(typed);
    expect(mail.html).not.toContain('<script>');
    expect(mail.html).not.toContain('"><b>');
    expect(mail.html).toContain(
      '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; {{title}}',
    );
  });

  it('lets nobody begin another header in the subject', () => {
    const { subject } = composeMail(
      testMessage({ title: 'shop\r\nBcc: everybody@example.com' }),
      'Portal',
    );

    expect(subject).toBe('shop Bcc: everybody@example.com');
  });
});
