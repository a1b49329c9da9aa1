export interface Config {
  app?: {
    /** Named in the mails. */
    title?: string;
  };

  eksEnvironments?: {
    notifications?: {
      /**
       * Mail through Amazon SES. Left out, no mails are sent.
       */
      ses?: {
        /**
         * Sender, such as `EKS Environments <eks@example.com>`. SES must know the address or its domain as verified.
         */
        from: string;

        /**
         * AWS region of SES.
         */
        region: string;

        /**
         * Account of the section `aws` whose credentials are used. Left out, the default credentials are.
         */
        accountId?: string;

        /**
         * Where answers go. Left out, they go to the sender.
         */
        replyTo?: string;

        /**
         * SES configuration set, such as one that reports bounces.
         */
        configurationSet?: string;
      };
    };
  };
}
