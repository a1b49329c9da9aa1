export interface Config {
  app?: {
    /** Named in the mails. */
    title?: string;
  };

  eksEnvironments?: {
    notifications?: {
      /** Mail through Amazon SES. Default: no mail is sent. */
      ses?: {
        /** Sender, such as `EKS Environments <eks@example.com>`. The address or its domain must be verified in SES. */
        from: string;

        /**
         * AWS region of SES.
         */
        region: string;

        /** The account of the section `aws` whose credentials are used. Default: the default credentials. */
        accountId?: string;

        /** The address for replies. Default: the sender. */
        replyTo?: string;

        /**
         * SES configuration set, such as one that reports bounces.
         */
        configurationSet?: string;
      };
    };
  };
}
