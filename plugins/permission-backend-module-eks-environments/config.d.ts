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
       * The entity references of groups and users who may decide requests. They can decide only requests whose blueprint names them as
       * approvers. Default: all approvers that blueprints name.
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
