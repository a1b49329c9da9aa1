/** The provisioner of blueprints and imports that name none. */
export const DEFAULT_PROVISIONER = 'eksctl';
