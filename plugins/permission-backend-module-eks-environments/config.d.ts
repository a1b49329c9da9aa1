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
       * Permissions of other plugins that the ready policy gives to members, beyond or short of its defaults. Platform engineers have all.
       */
      otherPermissions?: {
        /**
         * Names of permissions that every member has, such as `kubernetes.clusters.read`. Where the default gives members what is their
         * own, such as for `scaffolder.task.read`, a name here gives them everybody's.
         */
        allow?: string[];

        /**
         * Names of permissions that members do not have, although the default gives them.
         */
        deny?: string[];
      };
    };
  };
}
