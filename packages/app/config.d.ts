export interface Config {
  auth?: {
    providers?: {
      /**
       * Sign-in without a password as one of these people, for a laptop. The backend refuses to start with it in production.
       */
      laptop?: {
        people: Array<{
          /**
           * The catalog user to sign in as, such as `user:default/dana`.
           * @visibility frontend
           */
          entityRef: string;
          /** @visibility frontend */
          name: string;
          /**
           * What this person is, in a few words, shown below the name.
           * @visibility frontend
           */
          role: string;
        }>;
      };
    };
  };
}
