import type { Config } from '@backstage/config';

/** How mails are sent. */
export interface SesConfig {
  from: string;
  region: string;
  accountId?: string;
  replyTo?: string;
  configurationSet?: string;
}

/** `eksEnvironments.notifications.ses`; `undefined` when no mails are wanted. */
export function readSesConfig(config: Config): SesConfig | undefined {
  const ses = config.getOptionalConfig('eksEnvironments.notifications.ses');
  return (
    ses && {
      from: ses.getString('from'),
      region: ses.getString('region'),
      accountId: ses.getOptionalString('accountId'),
      replyTo: ses.getOptionalString('replyTo'),
      configurationSet: ses.getOptionalString('configurationSet'),
    }
  );
}
