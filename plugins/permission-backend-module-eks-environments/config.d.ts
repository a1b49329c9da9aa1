export interface Config {
  eksEnvironments?: {
    /**
     * Who may do what, as the policy of permission-backend-module-eks-environments decides it.
     */
    permissions?: {
      /**
       * Entity references of groups and users who see and manage everything, quotas included.
       */
      platformEngineers?: string[];

      /**
       * Entity references of groups and users who may decide requests at all. Left out, everybody may whom a blueprint names as an
       * approver. Whom a blueprint does not name never decides, listed here or not.
       */
      approvers?: string[];

      /**
       * Blueprints that not everybody may use: for each name, entity references of the groups and users who may.
       */
      blueprints?: {
        [name: string]: string[];
      };

      /**
       * What the ready policy says to permissions of other plugins. The default is `allow`.
       */
      otherPlugins?: 'allow' | 'deny';
    };
  };
}
